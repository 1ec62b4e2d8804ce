using System.Text;
using System.Text.Json;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using LocalHost.SignIn;
using Xunit;

namespace ActionSheets.Tests.Web;

[Collection(ProductCollection.Name)]
public sealed class IdentityTests(Product product)
{
    public static TheoryData<string> NotPrincipals =>
    [
        "%%%",
        "AAAA",
        Base64("not JSON"),
        Base64("[]"),
        Base64("{}"),
        Base64("""{"claims": {}}"""),
        Base64("""{"claims": [1]}"""),
        Base64("""{"claims": [null]}"""),
        Base64("""{"claims": [{"typ": "roles"}]}"""),
        Base64("""{"claims": [{"typ": 1, "val": "ministry"}]}"""),
        Base64("""{"claims": [{"typ": "roles", "val": "\ud800"}]}"""),
        Base64("""{"claims": [{"typ": "roles", "val": "emperor"}]}"""),
        Base64(new string('[', 100) + new string(']', 100)),
        Convert.ToBase64String([0x7B, 0xC3, 0x28]),
    ];

    [Theory]
    [InlineData("GET", "/api/action-sheets")]
    [InlineData("POST", "/api/action-sheets")]
    [InlineData("GET", "/api/action-sheets/93-0123456789abcdef")]
    [InlineData("GET", "/api/action-sheets/93-0123456789abcdef/versions/1")]
    [InlineData("GET", "/api/action-sheets/93-0123456789abcdef/journal")]
    [InlineData("GET", "/api/submissions/00000000-0000-0000-0000-000000000000")]
    [InlineData("GET", "/api/desks/bpifrance/*")]
    [InlineData("PUT", "/api/desks/bpifrance/*")]
    [InlineData("GET", "/api/access/a@b.example")]
    [InlineData("PUT", "/api/access/a@b.example")]
    [InlineData("DELETE", "/api/access/a@b.example")]
    public async Task Without_identity_a_route_that_asks_for_one_is_401(string method, string path) =>
        (await product.Anyone.AskAsync(new HttpMethod(method), path)).IsProblem(401, "unauthenticated");

    [Theory]
    [MemberData(nameof(NotPrincipals))]
    public async Task A_principal_the_platform_would_not_write_is_nobody(string header)
    {
        Assert.Equal(401, (await Ask("/api/action-sheets", header)).IsProblem(401, "unauthenticated").Status);
        Assert.Equal(200, (await Ask("/api/health", header)).Status);
    }

    [Fact]
    public async Task A_person_without_a_role_is_known_and_refused()
    {
        using var person = product.Host.As("", email: "quelquun@ailleurs.example", name: "Quelqu'un");
        (await person.ReadAsync("/api/action-sheets")).IsProblem(403, "forbidden");
    }

    [Fact]
    public async Task A_role_without_its_scope_may_nothing()
    {
        using var region = product.Host.As("region");
        using var asked = product.Host.As("operator");
        (await region.ReadAsync("/api/action-sheets")).IsProblem(403, "forbidden");
        (await asked.ReadAsync("/api/action-sheets")).IsProblem(403, "forbidden");
    }

    [Fact]
    public async Task Of_several_roles_the_one_that_may_counts_and_of_those_the_widest()
    {
        var carros = (await product.South.SubmitAsync(SheetExamples.Smallest())).Is(201).Headers.Location!.ToString();
        var both = Claims(("roles", "other"), ("roles", "region"), ("region", "44"), ("roles", "ministry"));
        Assert.Equal(200, (await Ask(carros, both)).Status);
        Assert.Equal(200, (await Ask("/api/drafts", both)).Status);
        (await Ask("/api/drafts", Claims(("roles", "region"), ("roles", "ministry")))).IsProblem(403, "forbidden");
        (await Ask(carros, Claims(("roles", "region"), ("region", "44")))).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task A_scope_that_is_not_the_roles_own_says_nothing()
    {
        var carros = (await product.South.SubmitAsync(SheetExamples.Smallest())).Is(201).Json.GetProperty("id").GetString();
        foreach (var header in new[]
        {
            Claims(("roles", "ministry"), ("region", "44"), ("operator", "pole-emploi")),
            Claims(("roles", "region"), ("region", "93"), ("operator", "pole-emploi")),
        })
        {
            Assert.Equal(carros, (await Ask("/api/action-sheets?territory=carros&pageSize=1", header)).Is(200).Json.GetProperty("items")[0].GetProperty("id").GetString());
        }
    }

    private static string Claims(params (string Type, string Value)[] claims) =>
        Base64(JsonSerializer.Serialize(new { claims = claims.Select(claim => new { typ = claim.Type, val = claim.Value }) }));

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private async Task<Reply> Ask(string path, string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation(SignInSession.Header, header);
        return await Reply.ReadAsync(await product.Anyone.SendAsync(request));
    }
}
