using System.Text.Json;
using System.Text.Json.Nodes;
using ActionSheets.Tests.Asking;
using Xunit;

namespace ActionSheets.Tests.Sheets;

/// <summary>The feed of changes, from a cursor that each reader keeps. Other tests write, too: each looks at its own sheets.</summary>
[Collection(ProductCollection.Name)]
public sealed class ChangesTests(Product product)
{
    [Fact]
    public async Task A_sheet_is_created_then_changed_then_removed_each_told_once()
    {
        var feed = new Feed(product.Ministry, await NowAsync(product.Ministry));
        var created = (await product.South.SubmitAsync(SheetExamples.Smallest())).Is(201);
        var id = created.Json.GetProperty("id").GetString()!;
        await product.StillAsync();
        Assert.Equal("created", Assert.Single(await feed.OfAsync(id)).GetProperty("change").GetString());
        Assert.Empty(await feed.OfAsync(id));

        var corrected = SheetExamples.Smallest();
        corrected["title"] = "Un autre titre";
        var second = (await product.South.CorrectAsync(id, corrected, created.ETag)).Is(201);
        await product.StillAsync();
        var change = Assert.Single(await feed.OfAsync(id));
        Assert.Equal(("changed", 2), (change.GetProperty("change").GetString(), change.GetProperty("version").GetInt32()));

        (await product.South.WithdrawAsync(id, "Doublon.", second.ETag)).Is(200);
        await product.StillAsync();
        var removed = Assert.Single(await feed.OfAsync(id));
        Assert.Equal(
            ("removed", "withdrawn", "withdrawn", created.Json.GetProperty("reference").GetString()),
            (removed.GetProperty("change").GetString(), removed.GetProperty("status").GetString(), removed.GetProperty("why").GetString(), removed.GetProperty("reference").GetString()));
        Assert.Empty(await feed.OfAsync(id));
    }

    [Fact]
    public async Task The_same_cursor_gives_the_same_changes_again()
    {
        var since = await NowAsync(product.Ministry);
        var id = await product.SubmittedAsync(SheetExamples.Smallest());
        await product.StillAsync();

        var first = await new Feed(product.Ministry, since).OfAsync(id);
        var again = await new Feed(product.Ministry, since).OfAsync(id);

        Assert.Equal(first.Select(change => change.GetRawText()), again.Select(change => change.GetRawText()));
        Assert.Single(first);
    }

    [Fact]
    public async Task Without_a_cursor_everything_is_told_in_as_many_answers_as_it_takes()
    {
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(await product.SubmittedAsync(SheetExamples.Smallest()));
        }

        var told = (await new Feed(product.Administrator, "").AllAsync()).Select(change => change.GetProperty("id").GetString()).ToList();

        Assert.All(ids, id => Assert.Contains(id, told));
    }

    [Fact]
    public async Task Each_hears_of_what_it_may_read_and_of_nothing_else()
    {
        var sheet = Interregional();
        HttpClient[] readers = [product.Region("75"), product.Region("76"), product.Ministry, product.Administrator];
        HttpClient[] others = [product.South];
        var feeds = await Task.WhenAll(readers.Concat(others).Select(async reader => new Feed(reader, await NowAsync(reader))));

        var id = await product.SubmittedAsync(sheet, "75");
        await product.StillAsync();

        foreach (var feed in feeds.Take(readers.Length))
        {
            Assert.Single(await feed.OfAsync(id));
        }

        foreach (var feed in feeds.Skip(readers.Length))
        {
            Assert.Empty(await feed.OfAsync(id));
        }

        (await product.Operator("bpifrance").ReadAsync("/api/changes")).IsProblem(403, "forbidden");
        (await product.Anyone.ReadAsync("/api/changes")).IsProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task A_Region_whose_territory_a_sheet_leaves_is_told_that_it_is_gone_and_again_when_it_comes_back()
    {
        var created = (await product.Region("75").SubmitAsync(Interregional())).Is(201);
        var id = created.Json.GetProperty("id").GetString()!;
        await product.StillAsync();
        var feed = new Feed(product.Region("76"), await NowAsync(product.Region("76")));
        var moved = Interregional();
        moved["territoryId"] = "grand-chatellerault";

        var second = (await product.Region("75").CorrectAsync(id, moved, created.ETag)).Is(201);
        await product.StillAsync();
        Assert.Equal("removed", Assert.Single(await feed.OfAsync(id)).GetProperty("change").GetString());

        // What happens to it after that is none of their business.
        moved["title"] = "Un autre titre";
        var third = (await product.Region("75").CorrectAsync(id, moved, second.ETag)).Is(201);
        await product.StillAsync();
        Assert.Empty(await feed.OfAsync(id));

        (await product.Region("75").CorrectAsync(id, Interregional(), third.ETag)).Is(201);
        await product.StillAsync();
        Assert.Equal("changed", Assert.Single(await feed.OfAsync(id)).GetProperty("change").GetString());
    }

    [Theory]
    [InlineData("x")]
    [InlineData("e30=")]
    [InlineData("bnVsbA==")]
    [InlineData("%00")]
    public async Task A_cursor_that_is_not_ours_is_refused(string cursor) => (await product.Ministry.ReadAsync($"/api/changes?since={cursor}")).IsInvalid("since");

    /// <summary>The cursor at the end of what there is.</summary>
    private static async Task<string> NowAsync(HttpClient reader)
    {
        var feed = new Feed(reader, "");
        await feed.AllAsync();
        return feed.Cursor;
    }

    private static JsonObject Interregional()
    {
        var sheet = SheetExamples.Smallest();
        sheet["territoryId"] = "lacq-pau-tarbes";
        return sheet;
    }

    /// <summary>A peer that keeps its cursor.</summary>
    private sealed class Feed(HttpClient reader, string cursor)
    {
        public string Cursor { get; private set; } = cursor;

        public async Task<List<JsonElement>> OfAsync(string sheet) => [.. (await AllAsync()).Where(change => change.GetProperty("id").GetString() == sheet)];

        public async Task<List<JsonElement>> AllAsync()
        {
            var changes = new List<JsonElement>();
            while (true)
            {
                var answer = (await reader.ReadAsync("/api/changes?since=" + Uri.EscapeDataString(Cursor))).Is(200).Json;
                Cursor = answer.GetProperty("next").GetString()!;
                var items = answer.GetProperty("items").EnumerateArray().ToList();
                if (items.Count == 0)
                {
                    return changes;
                }

                changes.AddRange(items);
            }
        }
    }
}
