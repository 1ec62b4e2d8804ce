using System.Text.Json.Nodes;
using ActionSheets.Reference;
using ActionSheets.Sheets;
using Xunit;

namespace ActionSheets.Tests.Sheets;

public sealed class SampleSheetsTests
{
    public static TheoryData<string> References => [.. SheetExamples.Samples.Select(sheet => sheet["localReference"]!.GetValue<string>())];

    [Theory]
    [MemberData(nameof(References))]
    public void Each_sample_sheet_keeps_the_rules(string reference)
    {
        var sheet = SheetExamples.Samples.Single(sheet => sheet["localReference"]!.GetValue<string>() == reference);
        var content = SheetExamples.Content(sheet);

        Assert.Equal(sheet["territoryId"]!.GetValue<string>(), content.TerritoryId);
        Assert.Equal(sheet["title"]!.GetValue<string>(), content.Title);
        Assert.Equal(sheet["budget"]!["totalExclTax"]!.GetValue<decimal>(), content.BudgetTotal);
        Assert.Equal(sheet["operatorRequests"]!.AsArray().Count, content.OperatorRequests.Count);
        Assert.Equal(sheet["stateRequests"]!.AsArray().Count, content.StateRequests.Count);
    }

    [Fact]
    public void There_are_nineteen() => Assert.Equal(19, SheetExamples.Samples.Count);

    [Fact]
    public void The_words_are_those_of_the_file()
    {
        using var stream = ReferenceFiles.OpenSampleSheets();
        var enums = JsonNode.Parse(stream)!["enums"]!;
        Assert.Equal(Words("axis"), SheetWords.Axes);
        Assert.Equal(Words("ownerType"), SheetWords.OwnerTypes);
        Assert.Equal(Words("requestKind"), SheetWords.RequestKinds);
        Assert.Equal(Words("fundingStatus"), SheetWords.FundingStatuses);
        Assert.Equal(Words("funderKind"), SheetWords.FunderKinds);
        Assert.Equal(Words("maturity"), SheetWords.Maturities);
        Assert.Equal(Words("operator").Order(), OperatorsInTheProgramme().Order());

        IEnumerable<string> Words(string list) => enums[list]!.AsArray().Select(word => word!.GetValue<string>());
    }

    private static IEnumerable<string> OperatorsInTheProgramme() =>
        SheetExamples.Reference.Operators.Where(body => body.IsInProgrammeOn(SheetExamples.Day)).Select(body => body.Code);
}
