using System.Text.Json;
using ActionSheets.Nights;
using ActionSheets.Storage;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;
using Support;
using Xunit;

namespace ActionSheets.Tests.Nights;

public sealed class NightRoutesTests(Azurite azurite) : NightWorld(azurite)
{
    [Fact]
    public async Task Nights_are_listed_newest_first_with_their_files()
    {
        await Submit("2019-03-31T09:00:00", "TI-93-0001");
        await Make("2019-04-01");

        var (response, body) = await Call("GET", request => Get<ListNights>().Run(request, CancellationToken.None), "ministry");

        Assert.Equal(200, response.StatusCode);
        var nights = JsonSerializer.Deserialize<JsonElement>(body).EnumerateArray().ToList();
        Assert.Equal(["2019-04-01", "2019-03-31"], nights.Select(night => night.GetProperty("night").GetString()));
        Assert.Equal(["night", "madeAt", "checkedAt", "sha256", "files"], nights[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal("2019-04-02T06:15:00+02:00", nights[0].GetProperty("madeAt").GetString());
        Assert.Equal(["name", "sha256", "bytes", "rows"], nights[0].GetProperty("files")[0].EnumerateObject().Select(member => member.Name));
    }

    [Theory]
    [InlineData("2019-04-01")]
    [InlineData("latest")]
    public async Task A_file_comes_with_its_hash_as_tag_and_a_name_to_save_it_by(string night)
    {
        await Make("2019-04-01");

        var (response, body) = await Download(night, "action-sheets.csv");

        Assert.Equal(200, response.StatusCode);
        Assert.Equal(await Text("2019-04-01", "action-sheets.csv"), body);
        Assert.Equal("text/csv; charset=utf-8", response.ContentType);
        Assert.Equal($"\"{Sha256.Of(await Bytes("2019-04-01", "action-sheets.csv"))}\"", response.Headers.ETag);
        Assert.StartsWith("attachment; filename=territoires-industrie-2019-04-01-action-sheets.csv", response.Headers.ContentDisposition.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_can_be_had_in_part_or_not_again()
    {
        await Make("2019-04-01");
        var whole = await Bytes("2019-04-01", "manifest.json");
        var tag = (await Download("latest", "manifest.json")).Response.Headers.ETag.ToString();

        var (part, body) = await Download("latest", "manifest.json", ("Range", "bytes=2-9"));
        Assert.Equal(206, part.StatusCode);
        Assert.Equal(System.Text.Encoding.UTF8.GetString(whole)[2..10], body);
        Assert.Equal($"bytes 2-9/{whole.Length}", part.Headers.ContentRange);

        var (beyond, refusal) = await Download("latest", "manifest.json", ("Range", "bytes=99999-"));
        Assert.Equal((416, "application/problem+json", $"bytes */{whole.Length}"), (beyond.StatusCode, beyond.ContentType, beyond.Headers.ContentRange.ToString()));
        Assert.Contains("\"code\":\"range-not-satisfiable\"", refusal, StringComparison.Ordinal);
        var (changed, stale) = await Download("latest", "manifest.json", ("If-Match", "\"another\""));
        Assert.Equal((412, "application/problem+json"), (changed.StatusCode, changed.ContentType));
        Assert.Contains("\"code\":\"stale-version\"", stale, StringComparison.Ordinal);
        var (ofOtherUnits, all) = await Download("latest", "manifest.json", ("Range", "lines=0-1"));
        Assert.Equal(200, ofOtherUnits.StatusCode);
        Assert.Equal(System.Text.Encoding.UTF8.GetString(whole), all);
        var (known, nothing) = await Download("latest", "manifest.json", ("If-None-Match", tag));
        Assert.Equal(304, known.StatusCode);
        Assert.Equal(304, (await Download("latest", "manifest.json", ("If-Match", "*"), ("If-None-Match", "*"))).Response.StatusCode);
        Assert.Empty(nothing);
    }

    [Fact]
    public async Task Each_download_is_noted_but_a_look_is_not()
    {
        await Make("2019-04-01");

        await Download("latest", "totals.json");
        await Call("HEAD", request => Get<DownloadNightFile>().Run(request, "latest", "totals.json", CancellationToken.None));
        await Download("latest", "totals.json", ("If-None-Match", "*"));
        await Download("latest", "nothing.csv");

        var noted = await Get<StorageClients>().Table(StorageNames.Downloads).QueryAsync<TableEntity>().ToListAsync();
        var row = Assert.Single(noted);
        Assert.Equal("2019-04", row.PartitionKey);
        Assert.Equal(("2019-04-01", "totals.json", "ministry"), (row.GetString("Night"), row.GetString("File"), row.GetString("Actor")));
    }

    [Theory]
    [InlineData("2019-03-31", "totals.json")]
    [InlineData("2019-04-31", "totals.json")]
    [InlineData("demain", "totals.json")]
    [InlineData("2019-04-01", "")]
    [InlineData("2019-04-01", null)]
    [InlineData("2019-04-01", "../01/totals.json")]
    [InlineData("2019-04-01", "TOTALS.json")]
    public async Task What_is_not_published_is_not_found(string night, string? file)
    {
        await Make("2019-04-01");

        Assert.Equal(404, (await Download(night, file!)).Response.StatusCode);
    }

    [Theory]
    [InlineData("totals.json", 403)]
    [InlineData("regions/75/action-sheets.csv", 403)]
    [InlineData("regions/932/action-sheets.csv", 403)]
    [InlineData("regions/93/action-sheets.csv", 404)]
    public async Task A_Region_gets_its_own_part_and_nothing_else(string file, int status)
    {
        await Make("2019-04-01");

        var (response, _) = await Call("GET", request => Get<DownloadNightFile>().Run(request, "latest", file, CancellationToken.None), "region", "93");

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task A_co_leading_Region_reads_the_sheets_of_a_territory_another_leads()
    {
        await Submit("2019-03-31T09:00:00", "TI-75-0001", "lacq-pau-tarbes");
        await Submit("2019-03-31T09:00:00", "TI-75-0002", "grand-chatellerault");
        await Make("2019-04-01");

        var (response, body) = await Call("GET", request => Get<DownloadNightFile>().Run(request, "latest", "regions/76/action-sheets.csv", CancellationToken.None), "region", "76");

        Assert.Equal(200, response.StatusCode);
        Assert.Equal(["TI-75-0001"], CsvText.Parse(body).Skip(1).Select(line => line[0]));
        Assert.Equal(["75"], CsvText.Parse(await Text("2019-04-01", "regions/76/by-region.csv")).Skip(1).Select(line => line[0]));
        Assert.Equal(2, (await Csv("2019-04-01", "regions/75/action-sheets.csv")).Count - 1);
    }

    [Fact]
    public async Task An_operator_gets_no_night()
    {
        Assert.Equal(403, (await Call("GET", request => Get<DownloadNightFile>().Run(request, "latest", "totals.json", CancellationToken.None), "operator")).Response.StatusCode);
        Assert.Equal(403, (await Call("GET", request => Get<ListNights>().Run(request, CancellationToken.None), "operator")).Response.StatusCode);
    }

    [Theory]
    [InlineData("2019-04-01", "administrator", 202)]
    [InlineData("2019-04-02", "administrator", 409)]
    [InlineData("2030-01-01", "administrator", 409)]
    [InlineData("2019-4-1", "administrator", 404)]
    [InlineData("latest", "administrator", 404)]
    [InlineData("2018-11-21", "administrator", 422)]
    [InlineData("2018-11-22", "administrator", 202)]
    [InlineData("2019-04-01", "ministry", 403)]
    [InlineData("2019-04-01", "region", 403)]
    public async Task Only_an_administrator_has_a_night_made_again_and_only_one_that_is_over(string night, string role, int status)
    {
        var (response, _) = await Call("POST", request => Get<RemakeNight>().Run(request, night, CancellationToken.None), role, "93");

        Assert.Equal(status, response.StatusCode);
        var waiting = (await Get<StorageClients>().Queue(StorageNames.NightsQueue).PeekMessageAsync()).Value;
        Assert.Equal(status == 202 ? $$"""{"night":"{{night}}"}""" : null, waiting?.Body.ToString());
    }

    private Task<(HttpResponse Response, string Body)> Download(string night, string file, params (string Name, string Value)[] headers) =>
        Call("GET", request => Get<DownloadNightFile>().Run(request, night, file, CancellationToken.None), "ministry", null, headers);
}
