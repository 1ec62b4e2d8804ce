using ActionSheets.Nights;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Support;
using Xunit;

namespace ActionSheets.Tests.Nights;

public sealed class OpenDataTests(Azurite azurite) : NightWorld(azurite)
{
    private static readonly string[] Tables = ["by-axis.csv", "by-operator.csv", "by-region.csv", "by-status.csv", "by-territory.csv"];

    [Fact]
    public async Task Small_counts_are_hidden_and_cannot_be_worked_out_from_what_is_shown()
    {
        // Carros 7, Lacq 6, Châtellerault 2: the two sheets are hidden, and Lacq's six with them, or 8 less 6 would tell.
        var number = 0;
        foreach (var (territory, region, count) in ((string, string, int)[])[("carros", "93", 7), ("lacq-pau-tarbes", "75", 6), ("grand-chatellerault", "75", 2)])
        {
            for (var i = 0; i < count; i++)
            {
                await Submit("2019-03-31T09:00:00", $"TI-{region}-{++number:D4}", territory, budget: 1000);
            }
        }

        await Make("2019-03-31");

        Assert.Equal([["75", "8"], ["93", "7"]], (await Lines("by-region.csv")).Select(line => line.Where((_, place) => place is 0 or 2)));
        Assert.Equal(
            [["carros", "7", "7000,00"], ["grand-chatellerault", "", ""], ["lacq-pau-tarbes", "", ""]],
            (await Lines("by-territory.csv")).Select(line => line.Where((_, place) => place is 0 or 2 or 5)));
        Assert.All(await Lines("by-region.csv"), line => Assert.Equal(["0", "0", "0,00", "0,00", "0,00"], line.Where((_, place) => place is 3 or 4 or > 5)));
    }

    [Theory]
    [InlineData("7,6,2", "6,2")]
    [InlineData("9,1", "9,1")]
    [InlineData("4,3,20", "4,3")]
    [InlineData("1,1,1,1,5,6", "1,1,1,1,5")]
    [InlineData("5,6,7", "")]
    [InlineData("0,5", "")]
    [InlineData("3", null)]
    [InlineData("1,1", null)]
    [InlineData("", "")]
    public void The_smallest_are_hidden_with_as_many_others_as_it_takes(string counts, string? hidden)
    {
        (string, int)[] lines = [.. Numbers(counts).Select((count, place) => ($"{place}:{count}", count))];

        var keys = OpenTable.Hidden(lines, isListed: true);

        Assert.Equal(hidden is null ? null : Numbers(hidden), keys?.Select(key => int.Parse(key.Split(':')[1])).OrderBy(count => Array.IndexOf(Numbers(counts), count)));
    }

    [Property(MaxTest = 300)]
    public Property Whoever_knows_the_sum_still_knows_of_no_hidden_count_that_it_is_small() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            (string Key, int Count)[] lines = [.. bytes.Select((value, place) => (Key: place.ToString(), Count: 1 + (value % 12)))];
            if (OpenTable.Hidden(lines, isListed: true) is not { } keys)
            {
                return true;
            }

            var hidden = lines.Where(line => keys.Contains(line.Key)).Select(line => line.Count).ToList();
            return lines.All(line => line.Count >= 5 || keys.Contains(line.Key)) && (hidden.Count == 0 || (hidden.Count > 1 && hidden.Sum() - (hidden.Count - 1) >= 5));
        });

    [Fact]
    public async Task The_schema_describes_every_table_column_by_column()
    {
        await Submit("2019-03-31T09:00:00", "TI-93-0001");
        await Make("2019-03-31");

        var schema = await Json("2019-03-31", "open-data/schema.json");
        Assert.Equal(Tables, schema.GetProperty("resources").EnumerateArray().Select(resource => resource.GetProperty("path").GetString()).Order(StringComparer.Ordinal));
        Assert.Equal("etalab-2.0", schema.GetProperty("licenses")[0].GetProperty("name").GetString());
        foreach (var described in schema.GetProperty("resources").EnumerateArray().Select(resource => (Name: resource.GetProperty("path").GetString()!, Schema: resource.GetProperty("schema"))))
        {
            var heading = (await Csv("2019-03-31", "open-data/" + described.Name))[0];
            Assert.Equal(heading, described.Schema.GetProperty("fields").EnumerateArray().Select(field => field.GetProperty("name").GetString()));
            Assert.Equal(schema.GetProperty("fields").GetRawText().Replace(" ", ""), described.Schema.GetProperty("fields").GetRawText().Replace(" ", ""));
        }
    }

    [Fact]
    public async Task Anyone_gets_the_public_files_of_the_latest_night_and_nothing_else()
    {
        await Make("2019-04-01");

        var (response, body) = await Call("GET", request => Get<DownloadOpenData>().Run(request, "by-region.csv", CancellationToken.None), role: "operator");
        Assert.Equal(200, response.StatusCode);
        Assert.Equal(await Text("2019-04-01", "open-data/by-region.csv"), body);
        foreach (var file in (string[])["../totals.json", "totals.json", "manifest.json", "", "open-data/by-region.csv"])
        {
            Assert.Equal(404, (await Call("GET", request => Get<DownloadOpenData>().Run(request, file, CancellationToken.None))).Response.StatusCode);
        }
    }

    private static int[] Numbers(string text) => [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];

    private async Task<IEnumerable<IReadOnlyList<string>>> Lines(string table) => (await Csv("2019-03-31", "open-data/" + table)).Skip(1);
}
