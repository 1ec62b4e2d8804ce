using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActionSheets.Sheets;
using ActionSheets.Web;
using FsCheck.Xunit;
using Xunit;

namespace ActionSheets.Tests.Sheets;

public sealed class SheetPropertyTests
{
    // Faults that have nothing to do with each other: where each shows, and how to commit it.
    private static readonly (string Path, Action<JsonObject> Commit)[] Independent =
    [
        ("title", sheet => sheet["title"] = new string('x', 301)),
        ("axis", sheet => sheet["axis"] = "autre"),
        ("description", sheet => sheet.Remove("description")),
        ("territoryId", sheet => sheet["territoryId"] = "nulle-part"),
        ("projectOwner.siren", sheet => sheet["projectOwner"]!["siren"] = "123456789"),
        ("projectOwner.type", sheet => sheet["projectOwner"]!["type"] = 4),
        ("calendar.end", sheet => sheet["calendar"]!["end"] = "2019-04"),
        ("calendar.milestones[1].date", sheet => sheet["calendar"]!["milestones"]![1]!["date"] = "2019-99"),
        ("partners[4].name", sheet => sheet["partners"]![4]!["name"] = null),
        ("fundingPlan[1].amount", sheet => sheet["fundingPlan"]![1]!["amount"] = "500000"),
        ("fundingPlan[4].status", sheet => sheet["fundingPlan"]![4]!["status"] = "oui"),
        ("operatorRequests[1].kind", sheet => sheet["operatorRequests"]![1]!["kind"] = "don"),
        ("indicators[0].targetYear", sheet => sheet["indicators"]![0]!["targetYear"] = 21),
        ("contact.email", sheet => sheet["contact"]!["email"] = "personne"),
        ("inconnu", sheet => sheet["inconnu"] = true),
        ("budget.lines[0].libelle", sheet => sheet["budget"]!["lines"]![0]!["libelle"] = "x"),
    ];

    [Property(MaxTest = 300)]
    public bool Every_fault_is_told_at_once_and_nothing_else(int choice)
    {
        var sheet = SheetExamples.Fullest();
        var expected = new List<string>();
        for (var index = 0; index < Independent.Length; index++)
        {
            if ((choice >> index & 1) is 1)
            {
                Independent[index].Commit(sheet);
                expected.Add(Independent[index].Path);
            }
        }

        return SheetExamples.Read(sheet.ToJsonString()) switch
        {
            SheetReading.Valid => expected.Count is 0,
            SheetReading.Invalid invalid => expected.ToHashSet().SetEquals(invalid.Errors.Keys),
            _ => false,
        };
    }

    [Property(MaxTest = 500, Arbitrary = [typeof(ArbitraryJson)])]
    public bool Any_JSON_is_read_without_an_exception(AnyJson json) => TellsSomething(SheetExamples.Read(json.Text));

    [Property(MaxTest = 500, Arbitrary = [typeof(ArbitraryJson)])]
    public bool A_damaged_sheet_is_read_without_an_exception(DamagedSheet sheet) => TellsSomething(SheetExamples.Read(sheet.Text));

    [Property(MaxTest = 500, Arbitrary = [typeof(ArbitraryJson)])]
    public bool What_is_accepted_has_a_fingerprint(DamagedSheet sheet) =>
        SheetExamples.Read(sheet.Text) is not SheetReading.Valid || CanonicalJson.Sha256Hex(JsonElement.Parse(sheet.Text)).Length is 64;

    [Fact]
    public void Nesting_without_end_is_a_fault_like_another()
    {
        const int Levels = 20_000;
        var nested = new string('[', Levels) + "\"\\ud800\"" + new string(']', Levels);
        using var body = JsonDocument.Parse($$"""{"title": {{nested}}}""", new JsonDocumentOptions { MaxDepth = Levels + 2 });
        var reading = Assert.IsType<SheetReading.Invalid>(SheetForm.Read(body.RootElement, SheetExamples.Reference, SheetExamples.Day));
        Assert.Contains("Un texte est attendu.", reading.Errors["title"]);
    }

    [Theory]
    [InlineData("""{"partners": [""", "7", "]}")]
    [InlineData("""{"objectives": [""", "\"\\ud800\"", "]}")]
    [InlineData("""{"x": [""", "\"\\u0000\"", "]}")]
    [InlineData("{", "\"a\":1", "}")]
    public void A_body_full_of_faults_tells_a_thousand_of_them(string opening, string entry, string closing)
    {
        var json = opening + string.Join(',', Enumerable.Repeat(entry, 100_000)) + closing;
        var errors = SheetExamples.Errors(json);
        Assert.InRange(errors.Sum(error => error.Value.Length), 1, Faults.Limit + 1);
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_a_fault()
    {
        byte[] bytes = [.. "{\"title\":\"a"u8, 0xC3, .. "\"}"u8];
        using var body = JsonDocument.Parse(bytes);
        var reading = Assert.IsType<SheetReading.Invalid>(SheetForm.Read(body.RootElement, SheetExamples.Reference, SheetExamples.Day));
        Assert.Equal(["Le texte contient un caractère Unicode incomplet."], reading.Errors["title"]);
    }

    private static bool TellsSomething(SheetReading reading) => reading switch
    {
        SheetReading.Valid valid => valid.Content.Title.Length > 0,
        SheetReading.Invalid invalid => invalid.Errors.Count > 0 && invalid.Errors.All(error => error.Value.Length > 0)
            && Encoding.UTF8.GetByteCount(JsonSerializer.Serialize(invalid.Errors)) > 0,
        _ => false,
    };
}
