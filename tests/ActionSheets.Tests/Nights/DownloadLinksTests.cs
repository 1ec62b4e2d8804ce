using System.Text.Json.Nodes;
using ActionSheets.Nights;
using ActionSheets.Storage;
using ActionSheets.Tests.Asking;
using ActionSheets.Web;
using Azure.Data.Tables;
using LocalHost.SignIn;
using Support;
using Xunit;

namespace ActionSheets.Tests.Nights;

/// <summary>Links to files of the night of 21 March 2019, made on the evening of the 22nd.</summary>
[Collection(FunctionsCollection.Name)]
public sealed class DownloadLinksTests(Azurite azurite)
{
    private const string Night = "2019-03-21";
    private static readonly Person Ministry = new("ministry", null, null, "Claude Ministère", "claude@ministere.example");

    [Fact]
    public async Task A_link_gives_the_file_to_anyone_for_a_quarter_of_an_hour_and_notes_who_asked_for_it()
    {
        await using var run = await StartAsync();
        var link = (await AskAsync(run, Ministry, Night, "totals.json")).Is(201).Json;
        var token = TokenIn(link.GetProperty("url").GetString()!);
        var noted = await NotedAsync(run);

        var given = (await GetAsync(run, token)).Is(200);
        Assert.Equal($"\"{link.GetProperty("sha256").GetString()}\"", given.ETag);
        Assert.Contains("signedAgreements", given.Text, StringComparison.Ordinal);
        (await GetAsync(run, token, "HEAD")).Is(200);
        var note = Assert.Single(await NotedAsync(run), row => noted.All(known => known.RowKey != row.RowKey));
        Assert.Equal((Night, "totals.json", "ministry"), (note.GetString("Night"), note.GetString("File"), note.GetString("Actor")));

        run.Clock.Advance(TimeSpan.FromMinutes(14));
        (await GetAsync(run, token)).Is(200);
        run.Clock.Advance(TimeSpan.FromMinutes(1));
        var over = (await GetAsync(run, token)).IsProblem(410, "expired");
        Assert.Contains("/exports", over.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(token, over.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_opens_its_own_file_and_no_other_and_a_changed_one_nothing()
    {
        await using var run = await StartAsync();
        var token = TokenIn((await AskAsync(run, Ministry, "latest", "by-axis.csv")).Is(201).Json.GetProperty("url").GetString()!);

        Assert.StartsWith("\uFEFFcle;libelle", (await GetAsync(run, token)).Is(200).Text, StringComparison.Ordinal);
        (await GetAsync(run, token[..^1] + (token[^1] == 'A' ? 'B' : 'A'))).IsProblem(404, "not-found");
        (await GetAsync(run, "x." + token[(token.IndexOf('.', StringComparison.Ordinal) + 1)..])).IsProblem(404, "not-found");
        (await GetAsync(run, run.Get<SignedLinks>().TokenOf("review", $"{Night}|ministry|totals.json", run.Clock.GetUtcNow().AddHours(1)))).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task A_Region_gets_links_to_its_own_part_only()
    {
        await using var run = await StartAsync();

        (await AskAsync(run, FunctionRun.RegionOf("93"), Night, "totals.json")).IsProblem(403, "forbidden");
        (await AskAsync(run, FunctionRun.RegionOf("93"), Night, "regions/75/by-axis.csv")).IsProblem(403, "forbidden");
        (await AskAsync(run, FunctionRun.RegionOf("93"), Night, "regions/93/nothing.csv")).IsProblem(404, "not-found");
        (await AskAsync(run, new Person("operator", null, "bpifrance", "X", "x@bpifrance.example"), Night, "totals.json")).IsProblem(403, "forbidden");
        (await AskAsync(run, Ministry, "2019-03-20", "totals.json")).IsProblem(404, "not-found");
        (await AskAsync(run, Ministry, Night, "nothing.csv")).IsProblem(404, "not-found");
    }

    private static string TokenIn(string url) => url[(url.LastIndexOf('/') + 1)..];

    private static Task<Reply> AskAsync(FunctionRun run, Person who, string night, string file) => run.CallAsync<CreateDownloadLink>(
        (function, request) => function.Run(request, CancellationToken.None), who, "POST", "/api/download-links", json: new JsonObject { ["night"] = night, ["file"] = file }.ToJsonString());

    private static Task<Reply> GetAsync(FunctionRun run, string token, string method = "GET") => run.CallAsync<DownloadByLink>(
        (function, request) => function.Run(request, token, CancellationToken.None), method: method, path: "/telechargements/" + token);

    private static async Task<List<TableEntity>> NotedAsync(FunctionRun run) => await run.Get<StorageClients>().Table(StorageNames.Downloads).QueryAsync<TableEntity>().ToListAsync();

    private async Task<FunctionRun> StartAsync()
    {
        var run = await FunctionRun.StartAsync(azurite.ConnectionString);
        await run.Get<MakeNight>().Run($$"""{"night":"{{Night}}"}""", CancellationToken.None);
        return run;
    }
}
