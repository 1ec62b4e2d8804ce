using System.Text.Json.Nodes;
using ActionSheets.Tests.Asking;
using Xunit;

namespace ActionSheets.Tests.Sheets;

/// <summary>The moves of a sheet after its requests: each is an event with a reason, and an undo is one more.</summary>
[Collection(ProductCollection.Name)]
public sealed class ProgressTests(Product product)
{
    [Fact]
    public async Task A_contracted_action_goes_under_way_is_suspended_taken_up_again_and_completed()
    {
        var sheet = await ContractedAsync();

        foreach (var status in new[] { "under-way", "suspended", "under-way", "completed", "under-way" })
        {
            var told = (await ReportAsync(product.South, sheet, status)).Is(200).Json;
            Assert.Equal(status, told.GetProperty("status").GetString());
            Assert.Equal(status, (await product.SheetAsync(sheet))["status"]!.GetValue<string>());
        }

        var journal = JsonNode.Parse((await product.South.ReadAsync($"/api/action-sheets/{sheet}/journal")).Is(200).Body)!["items"]!.AsArray();
        var moves = journal.Where(entry => entry!["type"]!.GetValue<string>() == "progressed").ToList();
        Assert.Equal(["under-way", "suspended", "under-way", "completed", "under-way"], moves.Select(entry => entry!["data"]!["status"]!.GetValue<string>()));
        Assert.All(moves, entry => Assert.Equal(("region/93", "Décision du comité."), (entry!["actor"]!.GetValue<string>(), entry["data"]!["reason"]!.GetValue<string>())));
    }

    [Theory]
    [InlineData("under-way")]
    [InlineData("completed")]
    [InlineData("suspended")]
    public async Task An_action_does_not_begin_before_its_requests_have_an_outcome(string status)
    {
        var sheet = await product.SubmittedAsync(SheetExamples.Smallest());

        (await ReportAsync(product.South, sheet, status)).IsProblem(409, "wrong-state");
    }

    [Fact]
    public async Task An_abandoned_action_asks_for_nothing_more()
    {
        var sheet = await product.SubmittedAsync(SheetExamples.Smallest());

        var told = (await ReportAsync(product.South, sheet, "abandoned")).Is(200).Json;

        Assert.Equal("abandoned", told.GetProperty("status").GetString());
        Assert.All(told.GetProperty("requests").EnumerateArray(), request => Assert.Equal("cancelled", request.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task A_merged_action_names_the_sheet_it_goes_on_in()
    {
        var (merged, into) = (await product.SubmittedAsync(SheetExamples.Smallest()), await product.SubmittedAsync(SheetExamples.Smallest()));

        (await ReportAsync(product.South, merged, "merged")).IsInvalid("mergedInto");
        (await ReportAsync(product.South, merged, "merged", merged)).IsInvalid("mergedInto");
        (await ReportAsync(product.South, merged, "merged", "93-0123456789abcdef")).IsInvalid("mergedInto");
        (await ReportAsync(product.South, merged, "merged", into)).Is(200);
        Assert.Equal("merged", (await product.SheetAsync(merged))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Only_the_leading_Region_reports_and_says_why()
    {
        var sheet = await product.SubmittedAsync(SheetExamples.Smallest());

        (await ReportAsync(product.Region("75"), sheet, "abandoned")).IsProblem(404, "not-found");
        (await ReportAsync(product.Ministry, sheet, "abandoned")).IsProblem(403, "forbidden");
        (await ReportAsync(product.Operator("bpifrance"), sheet, "abandoned")).IsProblem(403, "forbidden");
        (await ReportAsync(product.Anyone, sheet, "abandoned")).IsProblem(401, "unauthenticated");
        (await product.South.PostAsync(PathOf(sheet), new JsonObject { ["status"] = "abandoned" })).IsInvalid("reason");
        (await ReportAsync(product.South, sheet, "signed")).IsInvalid("status");
        Assert.NotEqual("abandoned", (await product.SheetAsync(sheet))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_withdrawn_sheet_goes_nowhere()
    {
        var sheet = (await product.South.SubmitAsync(SheetExamples.Smallest())).Is(201);
        var id = sheet.Json.GetProperty("id").GetString()!;
        (await product.South.WithdrawAsync(id, "Doublon.", sheet.ETag)).Is(200);

        (await ReportAsync(product.South, id, "abandoned")).IsProblem(409, "wrong-state");
    }

    private static string PathOf(string sheet) => $"/api/action-sheets/{sheet}/progress";

    private static Task<Reply> ReportAsync(HttpClient who, string sheet, string status, string? mergedInto = null)
    {
        var body = new JsonObject { ["status"] = status, ["reason"] = "Décision du comité." };
        if (mergedInto is not null)
        {
            body["mergedInto"] = mergedInto;
        }

        return who.PostAsync(PathOf(sheet), body);
    }

    private async Task<string> ContractedAsync()
    {
        var sheet = await product.SubmittedAsync(SheetExamples.Smallest());
        var signed = new JsonObject
        {
            ["territoryId"] = "carros",
            ["kind"] = "contract",
            ["state"] = "signed",
            ["signedOn"] = "2019-03-18",
            ["sheets"] = new JsonArray(new JsonObject { ["id"] = sheet, ["version"] = 1 }),
        };
        (await product.South.PostAsync("/api/agreements", signed)).Is(201);
        return sheet;
    }
}
