using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActionSheets.Nights;
using ActionSheets.Reference;
using ActionSheets.Selections;
using ActionSheets.Storage;
using ActionSheets.Tests.Nights;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;
using Support;
using Xunit;

namespace ActionSheets.Tests.Selections;

public sealed class SelectionRoutesTests(Azurite azurite) : SmallScenario(azurite)
{
    private const string Before = "2019-03-30";

    [Fact]
    public async Task A_selection_is_cut_from_the_published_file_the_same_every_time()
    {
        await MakeNights();
        var id = await Kept(Body("answers.csv", ["motif", "reference", "reponse"], ("reponse", ["agreement-in-principle", "refused"])));

        var (response, body) = await Download(id, "latest");

        var whole = await Csv(Night, "answers.csv");
        var expected = whole.Where((line, number) => number == 0 || line[3] == "agreement-in-principle").Select(line => (string[])[line[8], line[0], line[3]]).ToList();
        Assert.Equal(3, expected.Count);
        Assert.Equal(expected, CsvText.Parse(body));
        Assert.Equal((200, "text/csv; charset=utf-8", Encoding.UTF8.GetByteCount(body)), (response.StatusCode, response.ContentType, response.ContentLength));
        Assert.StartsWith($"attachment; filename=territoires-industrie-{Night}-selection-{id[..8]}-answers.csv", response.Headers.ContentDisposition.ToString(), StringComparison.Ordinal);
        var (again, same) = await Download(id, Night, "administrator");
        Assert.Equal((body, response.Headers.ETag.ToString()), (same, again.Headers.ETag.ToString()));
        Assert.NotEqual(response.Headers.ETag.ToString(), (await Download(id, Before)).Response.Headers.ETag.ToString());
    }

    [Fact]
    public async Task Every_table_of_the_night_can_be_cut_and_keeps_its_cells()
    {
        await MakeNights();
        var tables = (await Published(Night)).Files.Select(file => file.Name).Where(name => name.EndsWith(".csv", StringComparison.Ordinal)).ToList();

        // Hostile cells are among them: titles that are formulas, owners of two lines, reasons in quotes.
        Assert.True(tables.Count > 30);
        foreach (var table in tables)
        {
            var whole = await Csv(Night, table);
            using var from = new MemoryStream(await Bytes(Night, table));
            using var cut = new MemoryStream();
            await TableCut.Write(from, new SelectionChoice(table, [.. whole[0].Reverse()], []), cut, CancellationToken.None);
            Assert.Equal(whole.Select(line => line.Reverse()), CsvText.Parse(Encoding.UTF8.GetString(cut.ToArray())));
        }
    }

    [Fact]
    public async Task An_old_night_without_the_column_gives_it_empty_and_moves_no_other()
    {
        await MakeNights();
        var id = await Kept(Body("action-sheets.csv", ["paye", "statut", "reference", "porteur_siren"]));
        await Rewrite(Before, "action-sheets.csv", "\uFEFFstatut;Paye;reference\r\nsubmitted;12,00;TI-93-0001\r\n");

        Assert.Equal("\uFEFFpaye;statut;reference;porteur_siren\r\n;submitted;TI-93-0001;\r\n", (await Download(id, Before)).Body);
        Assert.Equal(await Count(Night), CsvText.Parse((await Download(id, Night)).Body).Count);

        async Task<int> Count(string night) => (await Csv(night, "action-sheets.csv")).Count;
    }

    [Fact]
    public async Task A_night_that_is_not_there_or_has_not_the_table_is_not_found()
    {
        await MakeNights();
        var id = await Kept(Body("answers.csv", ["reference"]));

        foreach (var night in (string[])["2019-03-29", "2019-04-31", "demain", ""])
        {
            Assert.Equal(404, (await Download(id, night)).Response.StatusCode);
        }

        var before = await Published(Before);
        Assert.True(await Register.TryUnpublish(Day(Before), before));
        Assert.True(await Register.TryPublish(before with { Files = [.. before.Files.Where(file => file.Name != "answers.csv")] }));
        Assert.Equal(404, (await Download(id, Before)).Response.StatusCode);
        Assert.Empty(await Noted());
    }

    [Fact]
    public async Task A_file_that_is_not_what_the_register_says_is_not_cut()
    {
        await MakeNights();
        var id = await Kept(Body("answers.csv", ["reference"]));
        await Exports.GetBlobClient(NightDate.Folder(Day(Night)) + "answers.csv").UploadAsync(BinaryData.FromString("\uFEFFreference\r\nTI-93-0001\r\n"), overwrite: true);
        Expected.Add($"answers.csv of the night {Night} was altered from outside and is not shown until that night is made again");

        Assert.Equal(404, (await Download(id, Night)).Response.StatusCode);
        Assert.Empty(await Noted());
    }

    [Fact]
    public async Task Each_download_is_noted_with_its_file_and_that_it_was_a_selection_but_a_look_is_not()
    {
        await MakeNights();
        var id = await Kept(Body("regions/76/requests.csv", ["reference"]), "region", "76");

        var (given, _) = await Download(id, "latest", "region", "76");
        await Call("HEAD", request => Get<DownloadSelection>().Run(request, id, "latest", CancellationToken.None), "region", "76");
        var (known, nothing) = await Download(id, "latest", "region", "76", ("If-None-Match", given.Headers.ETag.ToString()));

        Assert.Equal((304, ""), (known.StatusCode, nothing));
        var row = Assert.Single(await Noted());
        Assert.Equal((Night, "regions/76/requests.csv", "region/76", id), (row.GetString("Night"), row.GetString("File"), row.GetString("Actor"), row.GetString("Selection")));
        var (_, page) = await Call("GET", request => Get<ShowDownloads>().Run(request, CancellationToken.None), "ministry");
        Assert.Contains($"regions/76/requests.csv (s&#xE9;lection {id[..8]})", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_can_be_had_of_a_selection()
    {
        await MakeNights();
        var id = await Kept(Body("answers.csv", ["reference"]));
        var (whole, body) = await Download(id, Night);

        var (part, text) = await Download(id, Night, "ministry", null, ("Range", "bytes=3-11"), ("If-Range", whole.Headers.ETag.ToString()));

        Assert.Equal((206, "reference"), (part.StatusCode, text));
        Assert.Equal(416, (await Download(id, Night, "ministry", null, ("Range", string.Create(CultureInfo.InvariantCulture, $"bytes={body.Length + 100}-")))).Response.StatusCode);
    }

    [Fact]
    public async Task A_selection_is_its_scope_s_and_nobody_else_s()
    {
        await MakeNights();
        var ofRegion = await Kept(Body("regions/76/requests.csv", ["reference"]), "region", "76");
        var ofMinistry = await Kept(Body("requests.csv", ["reference"]));

        Assert.Equal([ofRegion], await Listed("region", "76"));
        Assert.Empty(await Listed("region", "75"));
        Assert.Equal([ofMinistry], await Listed("ministry"));
        Assert.Equal([ofMinistry], await Listed("administrator"));
        foreach (var (id, role, region) in new[] { (ofRegion, "region", "75"), (ofMinistry, "region", "76"), (ofRegion, "ministry", null), ("head", "ministry", null), ("../x", "ministry", null) })
        {
            Assert.Equal(404, (await Download(id, Night, role, region)).Response.StatusCode);
            Assert.Equal(404, (await Call("GET", request => Get<ReadSelection>().Run(request, id, CancellationToken.None), role, region)).Response.StatusCode);
            Assert.Equal(404, (await Remove(id, role, region)).StatusCode);
        }

        Assert.Equal(200, (await Download(ofRegion, Night, "region", "76")).Response.StatusCode);
        Assert.Equal(200, (await Download(ofMinistry, Night, "administrator")).Response.StatusCode);
    }

    [Fact]
    public async Task An_operator_has_no_selections()
    {
        await MakeNights();
        var id = await Kept(Body("requests.csv", ["reference"]));

        Assert.Equal(403, (await Download(id, Night, "operator")).Response.StatusCode);
        Assert.Equal(403, (await Post(Body("requests.csv", ["reference"]), "operator")).Response.StatusCode);
        Assert.Equal(403, (await Remove(id, "operator")).StatusCode);
        Assert.Equal(403, (await Call("GET", request => Get<ListSelections>().Run(request, CancellationToken.None), "operator")).Response.StatusCode);
        Assert.Equal(403, (await Call("GET", request => Get<ShowSelections>().Run(request, CancellationToken.None), "operator")).Response.StatusCode);
    }

    [Fact]
    public async Task What_was_kept_is_read_as_it_was_sent_with_who_made_it_until_a_colleague_removes_it()
    {
        await MakeNights();
        var sent = Body("requests.csv", ["statut", "reference"], ("statut", ["sent", "answered"]));
        var (created, body) = await Post(sent);
        var id = Id(body);
        Assert.Equal((201, $"/api/export-selections/{id}"), (created.StatusCode, created.Headers.Location.ToString()));

        var (_, read) = await Call("GET", request => Get<ReadSelection>().Run(request, id, CancellationToken.None), "administrator");

        Assert.Equal(body, read);
        var shown = JsonNode.Parse(read)!.AsObject();
        Assert.Equal(["id", "name", "owner", "createdAt", "table", "columns", "filters"], shown.Select(member => member.Key));
        Assert.Equal(("ministry", "2019-04-02T06:15:00+02:00"), ((string?)shown["owner"], (string?)shown["createdAt"]));
        Assert.All(sent, member => Assert.True(JsonNode.DeepEquals(member.Value, shown[member.Key]), member.Key));
        Assert.Equal(204, (await Remove(id, "administrator")).StatusCode);
        Assert.Equal(404, (await Remove(id)).StatusCode);
        Assert.Equal(404, (await Download(id, Night)).Response.StatusCode);
        Assert.Empty(await Listed("ministry"));
    }

    [Fact]
    public async Task Nothing_kept_names_a_person()
    {
        await MakeNights();
        await Kept(Body("requests.csv", ["statut"]));

        var row = Assert.Single(await Get<StorageClients>().Table(StorageNames.Selections).QueryAsync<TableEntity>().ToListAsync());

        // Call signs in as « Personne », personne@example.fr.
        Assert.All(row, cell => Assert.DoesNotContain("personne", cell.Value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : $"{cell.Value}", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("""{}""", "name", "table", "columns")]
    [InlineData("""{"name":" ","table":"requests.csv","columns":[]}""", "name", "columns")]
    [InlineData("""{"name":"x","table":"requests.csv","columns":["Statut","statut","statut"]}""", "columns[0]", "columns[2]")]
    [InlineData("""{"name":"x","table":"requests.csv","columns":["statut",1],"filters":[{"column":"x","values":["a"]}]}""", "columns[1]", "filters[0].column")]
    [InlineData("""{"name":"x","table":"totals.json","columns":["sheets"]}""", "table")]
    [InlineData("""{"name":"x","table":"manifest.json","columns":["night"]}""", "table")]
    [InlineData("""{"name":"x","table":"../requests.csv","columns":["statut"]}""", "table")]
    [InlineData("""{"name":"x","table":"requests.csv","columns":["statut"],"filters":[{"column":"statut"},{"values":["a"]}]}""", "filters[0].values", "filters[1].column")]
    [InlineData("""{"name":"x","table":"requests.csv","columns":["statut"],"owner":"moi"}""", "owner")]
    [InlineData("""{"name":"x","table":"requests.csv","columns":["statut"],"filters":{}}""", "filters")]
    public async Task Every_fault_of_a_selection_is_told_at_once(string body, params string[] paths)
    {
        await MakeNights();

        Assert.Equal(paths.Order(StringComparer.Ordinal), await FaultsOf(JsonNode.Parse(body)!));
    }

    [Fact]
    public async Task What_is_too_much_is_refused()
    {
        await MakeNights();
        JsonObject Filtered(int filters, int values, int length) =>
            Body("requests.csv", ["statut"], [.. Enumerable.Range(0, filters).Select(_ => ("statut", Enumerable.Range(0, values).Select(number => new string('é', length - 2) + number.ToString("D2", CultureInfo.InvariantCulture)).ToArray()))]);

        Assert.Equal(201, (await Post(Filtered(5, 20, 500))).Response.StatusCode);
        Assert.Equal(["filters"], await FaultsOf(Filtered(6, 1, 2)));
        Assert.Equal(["filters[0].values"], await FaultsOf(Filtered(1, 21, 2)));
        Assert.Equal(["filters[0].values[0]"], await FaultsOf(Filtered(1, 1, 501)));
        var named = Body("requests.csv", ["statut"]);
        named["name"] = new string('n', 100);
        Assert.Equal(201, (await Post(named.DeepClone())).Response.StatusCode);
        named["name"] = new string('n', 101);
        Assert.Equal(["name"], await FaultsOf(named));
    }

    [Fact]
    public async Task A_scope_keeps_fifty()
    {
        await MakeNights();
        var body = Body("requests.csv", ["statut"]);
        for (var kept = 0; kept < 50; kept++)
        {
            body["name"] = $"Sélection {kept}";
            await Kept(body);

            // Sent twice it is one.
            await Kept(body);
        }

        body["name"] = "Une de trop";
        Assert.Equal([""], await FaultsOf(body));
        await Kept(Body("regions/76/requests.csv", ["statut"]), "region", "76");
        Assert.Equal(204, (await Remove((await Listed("ministry"))[0])).StatusCode);
        await Kept(body);
    }

    [Theory]
    [InlineData("requests.csv")]
    [InlineData("regions/75/requests.csv")]
    [InlineData("open-data/by-region.csv")]
    public async Task A_Region_chooses_from_its_own_part_only(string table)
    {
        await MakeNights();

        Assert.Equal(["table"], await FaultsOf(Body(table, ["reference"]), "region", "76"));
    }

    [Fact]
    public async Task Before_the_first_night_there_is_nothing_to_choose_from() => Assert.Equal(["table"], await FaultsOf(Body("requests.csv", ["reference"])));

    private static JsonObject Body(string table, string[] columns, params (string Column, string[] Values)[] filters) => new()
    {
        ["name"] = "Suivi",
        ["table"] = table,
        ["columns"] = Texts(columns),
        ["filters"] = new JsonArray([.. filters.Select(filter => new JsonObject { ["column"] = filter.Column, ["values"] = Texts(filter.Values) })]),
    };

    private static JsonArray Texts(string[] texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    private static string Id(string body) => JsonNode.Parse(body)!["id"]!.GetValue<string>();

    private async Task MakeNights()
    {
        await Happen();
        await StartChain();
        await Make(Night);
    }

    /// <summary>As if an older version had written the file of that night.</summary>
    private async Task Rewrite(string night, string file, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var published = await Published(night);
        await Exports.GetBlobClient(NightDate.Folder(Day(night)) + file).UploadAsync(new BinaryData(bytes), overwrite: true);
        Assert.True(await Register.TryUnpublish(Day(night), published));
        Assert.True(await Register.TryPublish(published with
        {
            Files = [.. published.Files.Select(entry => entry.Name == file ? new NightEntry(file, Sha256Text.Of(bytes), bytes.Length, 1) : entry)],
        }));
    }

    private async Task<string> Kept(JsonNode body, string role = "ministry", string? region = null)
    {
        var (response, text) = await Post(body, role, region);
        Assert.True(response.StatusCode == 201, text);
        return Id(text);
    }

    private async Task<IReadOnlyList<string>> FaultsOf(JsonNode body, string role = "ministry", string? region = null)
    {
        var (response, text) = await Post(body, role, region);
        Assert.True(response.StatusCode == 422, text);
        var problem = JsonNode.Parse(text)!;
        Assert.Equal("invalid", (string?)problem["code"]);
        return [.. problem["errors"]!.AsObject().Select(error => error.Key).Order(StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<string>> Listed(string role, string? region = null)
    {
        var (_, text) = await Call("GET", request => Get<ListSelections>().Run(request, CancellationToken.None), role, region);
        return [.. JsonSerializer.Deserialize<JsonElement>(text).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];
    }

    private Task<(HttpResponse Response, string Body)> Post(JsonNode body, string role = "ministry", string? region = null) => Call(
        "POST",
        request =>
        {
            request.ContentType = "application/json";
            request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body.ToJsonString()));
            return Get<CreateSelection>().Run(request, CancellationToken.None);
        },
        role,
        region);

    private async Task<HttpResponse> Remove(string id, string role = "ministry", string? region = null) =>
        (await Call("DELETE", request => Get<RemoveSelection>().Run(request, id, CancellationToken.None), role, region)).Response;

    private Task<(HttpResponse Response, string Body)> Download(string id, string night, string role = "ministry", string? region = null, params (string Name, string Value)[] headers) =>
        Call("GET", request => Get<DownloadSelection>().Run(request, id, night, CancellationToken.None), role, region, headers);

    private async Task<IReadOnlyList<TableEntity>> Noted() => await Get<StorageClients>().Table(StorageNames.Downloads).QueryAsync<TableEntity>().ToListAsync();
}
