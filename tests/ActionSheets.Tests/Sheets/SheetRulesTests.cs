using System.Text.Json.Nodes;
using Xunit;

namespace ActionSheets.Tests.Sheets;

public sealed class SheetRulesTests
{
    [Theory]
    [InlineData("[100, 200]", "300", true)]
    [InlineData("[100.10, 199.90]", "300", true)]
    [InlineData("[0.1, 0.2]", "0.3", true)] // decimals, not doubles
    [InlineData("[100, 200]", "299.99", false)]
    [InlineData("[100, 200]", "400", false)]
    [InlineData("[100, null]", "400", true)] // an unknown line may make up the rest
    [InlineData("[100, null]", "100", true)]
    [InlineData("[100, null]", "99", false)] // what is known is too much already
    [InlineData("[null]", "0", true)]
    [InlineData("[]", "400", true)] // not broken down
    [InlineData("[100, 200]", "null", true)] // unknown
    public void Budget_lines_make_up_the_total(string lines, string total, bool holds)
    {
        var sheet = SheetExamples.Smallest();
        var entries = JsonNode.Parse(lines)!.AsArray()
            .Select(amount => new JsonObject { ["label"] = "Études", ["amountExclTax"] = amount?.DeepClone() });
        sheet["budget"] = new JsonObject { ["totalExclTax"] = JsonNode.Parse(total), ["lines"] = new JsonArray([.. entries]) };
        AssertHolds(holds, sheet, "budget.lines");
    }

    [Theory]
    [InlineData("[100, 200]", "300", true)]
    [InlineData("[100, 100]", "300", true)] // not yet complete
    [InlineData("[100, 200.01]", "300", false)]
    [InlineData("[null, 300]", "300", true)]
    [InlineData("[null, 301]", "300", false)]
    [InlineData("[100, 200]", "null", true)]
    public void The_funding_plan_stays_within_the_budget(string amounts, string total, bool holds)
    {
        var sheet = SheetExamples.Smallest();
        var lines = JsonNode.Parse(amounts)!.AsArray()
            .Select(amount => new JsonObject { ["funder"] = "Région Sud", ["amount"] = amount?.DeepClone() });
        sheet["fundingPlan"] = new JsonArray([.. lines]);
        sheet["budget"] = new JsonObject { ["totalExclTax"] = JsonNode.Parse(total) };
        AssertHolds(holds, sheet, "fundingPlan");
    }

    [Theory]
    [InlineData("bpifrance", "Bpifrance", "operateur", "150000", true)]
    [InlineData("bpifrance", "BPIFRANCE (prêt et avance)", "operateur", "150000", true)]
    [InlineData("bpifrance", "Bpifrance", "operateur", "null", true)] // amounts may differ
    [InlineData("pole-emploi", "Po\u0302le emploi Grand Est", "operateur", "1", true)] // decomposed accent
    [InlineData("pole-emploi", "France Travail", "operateur", "1", true)] // any of its dated names
    [InlineData("bpifrance", "Bpifrance \uFFFE", "operateur", "1", true)] // which has no normal form
    [InlineData("bpifrance", "Banque Bpifrance", "operateur", "150000", false)]
    [InlineData("bpifrance", "Bpifrance", "prive", "150000", false)]
    [InlineData("bpifrance", "Bpifrance", null, "150000", false)]
    [InlineData("bpifrance", "Banque des Territoires", "operateur", "150000", false)]
    public void A_request_with_an_amount_has_a_funding_line_of_its_operator(
        string code, string funder, string? kind, string amount, bool holds)
    {
        var sheet = WithRequest(code, 150_000m);
        var line = new JsonObject { ["funder"] = funder, ["funderKind"] = kind, ["amount"] = JsonNode.Parse(amount) };
        sheet["fundingPlan"] = new JsonArray(line);
        AssertHolds(holds, sheet, "operatorRequests[0].amount");
    }

    [Fact]
    public void A_request_without_amount_needs_no_funding_line() => SheetExamples.Content(WithRequest("bpifrance", null));

    [Theory]
    [InlineData("bpifrance", 2019, 3, 5, true)]
    [InlineData("bpifrance", 2019, 3, 4, false)]
    [InlineData("ademe", 2019, 3, 22, false)]
    [InlineData("ademe", 2026, 1, 1, false)]
    [InlineData("etat", 2019, 3, 22, false)]
    [InlineData("banque-postale", 2019, 3, 22, false)]
    public void An_operator_is_asked_only_while_in_the_programme(string code, int year, int month, int day, bool holds) =>
        AssertHolds(holds, WithRequest(code, null), "operatorRequests[0].operator", new DateOnly(year, month, day));

    [Fact]
    public void Both_kinds_of_trouble_with_an_operator_read_well()
    {
        Assert.Equal(
            "operatorRequests[0].operator: ADEME ne fait pas partie du programme à la date du dépôt.",
            SheetExamples.Told(SheetExamples.Errors(WithRequest("ademe", null))));
        Assert.Equal(
            "operatorRequests[0].operator: La valeur doit être l'une des suivantes : "
            + "banque-des-territoires, bpifrance, business-france, pole-emploi.",
            SheetExamples.Told(SheetExamples.Errors(WithRequest("etat", null))));
    }

    [Fact]
    public void One_request_to_an_operator_or_to_the_State_is_enough()
    {
        var sheet = WithRequest("bpifrance", null);
        sheet["stateRequests"] = new JsonArray();
        SheetExamples.Content(sheet);
        sheet["operatorRequests"] = new JsonArray();
        Assert.Equal(["operatorRequests"], SheetExamples.Errors(sheet).Keys);
    }

    [Fact]
    public void The_sums_are_told_in_euros()
    {
        var sheet = SheetExamples.Smallest();
        sheet["budget"] = JsonNode.Parse("""{"totalExclTax": 90000, "lines": [{"label": "Études", "amountExclTax": 90000.5}]}""");
        Assert.Equal(
            "budget.lines: La somme des lignes (90\u202F000,50\u00A0€) ne correspond pas au budget total (90\u202F000\u00A0€).",
            SheetExamples.Told(SheetExamples.Errors(sheet)));
    }

    private static JsonObject WithRequest(string code, decimal? amount)
    {
        var sheet = SheetExamples.Smallest();
        sheet["operatorRequests"] = new JsonArray(new JsonObject
        {
            ["operator"] = code,
            ["kind"] = "cofinancement",
            ["amount"] = amount,
            ["request"] = "Cofinancer les études.",
        });
        return sheet;
    }

    private static void AssertHolds(bool holds, JsonObject sheet, string path, DateOnly? day = null)
    {
        if (holds)
        {
            SheetExamples.Content(sheet, day);
        }
        else
        {
            Assert.Equal([path], SheetExamples.Errors(sheet, day).Keys);
        }
    }
}
