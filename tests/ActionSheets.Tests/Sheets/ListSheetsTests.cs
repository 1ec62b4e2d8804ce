using System.Text.Json;
using System.Text.Json.Nodes;
using ActionSheets.Sheets;
using ActionSheets.Tests.Asking;
using LocalHost.SignIn;
using Support;
using Xunit;

namespace ActionSheets.Tests.Sheets;

/// <summary>Lists of a Region of its own: La Réunion, whose storage no other test writes.</summary>
[Collection(FunctionsCollection.Name)]
public sealed class ListSheetsTests(Azurite azurite)
{
    private const string Island = "04";

    [Fact]
    public async Task More_than_a_page_is_read_on_newest_first_each_sheet_once()
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString);
        var submitted = new List<string>();
        for (var number = 0; number < 105; number++)
        {
            var sheet = OnIsland();
            (sheet["title"], sheet["axis"]) = ($"Fiche {number}", number % 3 == 0 ? "innovation" : "competences");
            sheet["operatorRequests"] = new JsonArray(new JsonObject { ["operator"] = number % 2 == 0 ? "bpifrance" : "banque-des-territoires", ["kind"] = "pret", ["request"] = "Un prêt." });
            submitted.Insert(0, (await run.SubmitAsync(sheet, region: Island)).Is(201).Json.GetProperty("id").GetString()!);

            // Some stand in the same millisecond.
            run.Clock.Advance(TimeSpan.FromMilliseconds(number % 2));
        }

        var first = await ListAsync(run, "");
        Assert.Equal(100, first.GetProperty("items").GetArrayLength());
        var read = await ReadAllAsync(run, "");
        Assert.Equal(submitted.Order(StringComparer.Ordinal), read.Select(Id).Order(StringComparer.Ordinal));
        var times = read.Select(item => item.GetProperty("submittedAt").GetDateTimeOffset()).ToList();
        Assert.Equal(times.OrderDescending(), times);
        Assert.Equal(read.Select(Id), (await ReadAllAsync(run, "&pageSize=7")).Select(Id));
        Assert.Equal(read.Select(Id), (await ReadAllAsync(run, "&pageSize=50", new Person("administrator", null, null, null, null), "territory=" + Territory())).Select(Id));

        Assert.Equal(35, (await ReadAllAsync(run, "&axis=innovation")).Count);
        Assert.Equal(53, (await ReadAllAsync(run, "&operator=bpifrance&pageSize=10")).Count);
        Assert.Equal(18, (await ReadAllAsync(run, "&operator=bpifrance&axis=innovation")).Count);
        Assert.Equal(105, (await ReadAllAsync(run, "&status=submitted")).Count);
        Assert.Empty(await ReadAllAsync(run, "&status=settled"));
        Assert.Empty(await ReadAllAsync(run, "&operator=ademe"));
        Assert.Equal(53, (await ReadAllAsync(run, "", new Person("operator", null, "bpifrance", null, null), "territory=" + Territory())).Count);
    }

    [Fact]
    public async Task A_line_says_what_the_contract_names()
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString);
        var sheet = SheetExamples.Fullest();
        var submitted = (await run.SubmitAsync(sheet)).Is(201).Json;
        var line = (await ListAsync(run, "pageSize=100", FunctionRun.RegionOf("93"))).GetProperty("items").EnumerateArray()
            .Single(item => item.GetProperty("id").GetString() == submitted.GetProperty("id").GetString());

        Assert.Equal(["id", "reference", "version", "territoryId", "axis", "title", "status", "submittedAt", "requests"], line.EnumerateObject().Select(member => member.Name));
        Assert.All(["id", "reference", "title", "status", "submittedAt"], member => Assert.Equal(submitted.GetProperty(member).GetString(), line.GetProperty(member).GetString()));
        Assert.Equal("""{"open":3,"answered":0}""", line.GetProperty("requests").GetRawText());
    }

    [Theory]
    [InlineData("pageSize=0", "pageSize")]
    [InlineData("pageSize=101", "pageSize")]
    [InlineData("pageSize=-1", "pageSize")]
    [InlineData("pageSize=ten", "pageSize")]
    [InlineData("continuation=%25%25", "continuation")]
    [InlineData("continuation=AAAA", "continuation")]
    [InlineData("continuation=fHw8Pg%3D%3D", "continuation")]
    [InlineData("territory=%00", "territory")]
    [InlineData("territory=atlantide", "territory")]
    [InlineData("status=%01%02", "status")]
    [InlineData("status=Submitted", "status")]
    [InlineData("status=submitted&status=settled", "status")]
    [InlineData("axis=%F0%9F%98%80", "axis")]
    [InlineData("axis=x%27%20or%20Axis%20ne%20%27x", "axis")]
    [InlineData("operator=nobody", "operator")]
    [InlineData("operator=x%20eq%20true%20or%20Asks_bpifrance", "operator")]
    public async Task What_is_not_ours_is_told(string query, string path)
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString);
        (await CallAsync(run, query, FunctionRun.RegionOf(Island))).IsInvalid(path);
    }

    private static string Id(JsonElement item) => item.GetProperty("id").GetString()!;

    private static async Task<JsonElement> ListAsync(FunctionRun run, string query, Person? who = null) =>
        (await CallAsync(run, query, who ?? FunctionRun.RegionOf(Island))).Is(200).Json;

    private static Task<Reply> CallAsync(FunctionRun run, string query, Person who) => run.CallAsync<ListSheets>(
        (function, request) => function.Run(request, CancellationToken.None), who, path: "/api/action-sheets", query: "?" + query);

    private static async Task<List<JsonElement>> ReadAllAsync(FunctionRun run, string query, Person? who = null, string first = "a=b")
    {
        var (items, continuation, isLast) = (new List<JsonElement>(), "", false);
        do
        {
            var page = await ListAsync(run, first + query + (continuation.Length == 0 ? "" : "&continuation=" + Uri.EscapeDataString(continuation)), who);
            items.AddRange(page.GetProperty("items").EnumerateArray());
            isLast = page.GetProperty("continuation").ValueKind == JsonValueKind.Null;
            continuation = isLast ? "" : page.GetProperty("continuation").GetString()!;
        }
        while (!isLast);

        return items;
    }

    private static JsonObject OnIsland()
    {
        var sheet = SheetExamples.Smallest();
        sheet["territoryId"] = Territory();
        return sheet;
    }

    private static string Territory() => SheetExamples.Reference.Territories.First(territory => territory is { LeadRegion: Island, Interregional: false }).Id;
}
