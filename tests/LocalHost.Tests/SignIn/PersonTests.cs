using System.Text;
using System.Text.Json.Nodes;
using LocalHost.SignIn;
using Xunit;

namespace LocalHost.Tests.SignIn;

public sealed class PersonTests
{
    [Fact]
    public void A_person_becomes_the_header_of_App_Service()
    {
        var principal = JsonNode.Parse(Convert.FromBase64String(new Person("region", "75", "bpifrance", "Zoé", "zoe@region-75.example").ToPrincipal()))!;

        Assert.Equal(
            """{"auth_typ":"local","name_typ":"name","role_typ":"roles","claims":[{"typ":"roles","val":"region"},{"typ":"region","val":"75"},{"typ":"name","val":"Zoé"},{"typ":"preferred_username","val":"zoe@region-75.example"}]}""",
            Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(principal.ToJsonString(LocalHost.Starting.Answer.Legible))));
    }

    [Fact]
    public void The_header_says_who_it_is()
    {
        var person = new Person("operator", Region: null, "bpifrance", "Zoé", Email: null);

        Assert.Equal(person, Person.FromPrincipal(person.ToPrincipal()));
        Assert.Null(Person.FromPrincipal("not Base64"));
        Assert.Null(Person.FromPrincipal(Convert.ToBase64String("[]"u8)));
    }

    [Theory]
    [InlineData(null, null, null, null)]
    [InlineData("king", null, null, null)]
    [InlineData("region", null, null, null)]
    [InlineData("operator", "75", null, null)]
    public void Who_chose_too_little_is_told_so(string? role, string? region, string? operatorCode, string? email) =>
        Assert.NotNull(new Person(role, region, operatorCode, Name: null, email).Fault());

    [Theory]
    [InlineData("ministry", null, null, null)]
    [InlineData("region", "75", null, null)]
    [InlineData(null, null, null, "zoe@region-75.example")]
    public void Who_chose_enough_is_let_in(string? role, string? region, string? operatorCode, string? email) =>
        Assert.Null(new Person(role, region, operatorCode, Name: null, email).Fault());
}
