using System.Text.Json;
using ActionSheets.Web;
using Xunit;

namespace ActionSheets.Tests.Web;

public sealed class JsonFormTests
{
    [Theory]
    [InlineData("\"2019-03-22\"", "2019-03-22")]
    [InlineData("\"2020-02-29\"", "2020-02-29")]
    [InlineData("\"2019-02-29\"", null)]
    [InlineData("\"22/03/2019\"", null)]
    [InlineData("\"2019-03-22T00:00:00\"", null)]
    [InlineData("20190322", null)]
    public void A_day_is_year_month_and_day(string json, string? expected)
    {
        var (day, faults) = Read($$"""{"d": {{json}}}""", form => form.Day("d"));
        Assert.Equal(expected, day?.ToString("yyyy-MM-dd"));
        Assert.Equal(expected is null, faults.At("d"));
    }

    [Theory]
    [InlineData("guichet@bpifrance.example", true)]
    [InlineData("prenom.nom+projet@service.gouv.fr", true)]
    [InlineData("guichet@localhost", false)]
    [InlineData("Guichet <guichet@bpifrance.example>", false)]
    [InlineData("a@b.example, c@d.example", false)]
    [InlineData("guichet bpifrance.example", false)]
    [InlineData("a@b.example\\n", false)]
    [InlineData("@b.example", false)]
    [InlineData("\\uFFFE@b.example", false)]
    [InlineData("", false)]
    public void An_address_is_one_that_can_be_written_to(string text, bool valid)
    {
        var (email, faults) = Read($$"""{"e": "{{text}}"}""", form => form.Email("e"));
        Assert.Equal(valid ? text : null, email);
        Assert.Equal(!valid, faults.Any);
    }

    [Fact]
    public void An_optional_object_that_is_absent_lacks_nothing()
    {
        var (name, faults) = Read("{}", form => form.Object("respondent", respondent => respondent.Text("name", 10, required: true)));
        Assert.Null(name);
        Assert.False(faults.Any);
    }

    [Fact]
    public void A_required_object_that_is_absent_lacks_its_members()
    {
        var (_, faults) = Read("{}", form => form.Object("respondent", inner => inner.Text("name", 10, required: true), required: true));
        Assert.Equal(["respondent.name"], faults.ToDictionary().Keys);
    }

    [Fact]
    public void Entries_of_a_list_keep_their_place_even_when_unreadable()
    {
        var (names, faults) = Read("""{"l": [{"n": "a"}, 3, {"n": "b"}]}""", form => form.List("l", 10, item => item.Text("n", 10)));
        Assert.Equal(["a", null, "b"], names);
        Assert.Equal(["l[1]"], faults.ToDictionary().Keys);
    }

    [Fact]
    public void Entries_past_the_limit_are_not_read()
    {
        var (names, faults) = Read("""{"l": [{"n": "a"}, {"n": "b"}, {"x": 1}]}""", form => form.List("l", 2, item => item.Text("n", 10)));
        Assert.Equal(["a", "b"], names);
        Assert.Equal(["l"], faults.ToDictionary().Keys);
    }

    [Fact]
    public void The_path_of_a_member_never_ours_is_cut_short()
    {
        var (_, faults) = Read($$"""{"{{new string('n', 5_000)}}": 1}""", _ => 0);
        Assert.Equal([new string('n', 100) + "…"], faults.ToDictionary().Keys);
    }

    [Fact]
    public void The_same_sentence_twice_is_one_fault()
    {
        var faults = new Faults();
        faults.Add("a", "Un.");
        faults.Add("b", "Un.");
        faults.Add("a", "Deux.");
        faults.Add("a", "Un.");
        Assert.Equal(["a", "b"], faults.ToDictionary().Keys);
        Assert.Equal(["Un.", "Deux."], faults.ToDictionary()["a"]);
    }

    private static (T Value, Faults Faults) Read<T>(string json, Func<JsonForm, T> read)
    {
        var faults = new Faults();
        return (JsonForm.Read(JsonElement.Parse(json), faults, read), faults);
    }
}
