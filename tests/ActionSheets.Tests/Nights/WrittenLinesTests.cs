using System.Text;
using System.Text.Json;
using ActionSheets.Nights;
using FsCheck.Xunit;
using Xunit;

namespace ActionSheets.Tests.Nights;

/// <summary>The second entry over <c>action-sheets.jsonl</c>, against sums of decimals over the same rows before they were written.</summary>
public sealed class WrittenLinesTests
{
    private static readonly string[] Keys = ["93", "carros", "Côte d'Azur", "🏭", "\"=1+1\"", "line\u2028end\n", ""];

    [Property(MaxTest = 300)]
    public void Sums_are_those_of_the_rows(Row[] rows)
    {
        var lines = string.Concat(rows.Select(row => row.Line() + '\n'));

        Assert.Equal(SumsOf(rows), WrittenLines.Read(StreamOf(lines)).All);
    }

    /// <summary>Blocks end where lines do, and a line may be longer than one: none is lost, none counted twice.</summary>
    [Fact]
    public void Many_lines_and_one_longer_than_a_block_count_once_each()
    {
        var rows = Enumerable.Range(0, 20_000).Select(number => new Row((byte)number, (byte)(number / 3), number, -number, number % 2 == 0 ? null : 7)).ToArray();
        var lines = rows.Select(row => row.Line()).ToList();
        lines.Insert(9_000, lines[9_000].Replace("\"title\":", $"\"text\":\"{new string('x', 3_000_000)}\",\"title\":", StringComparison.Ordinal));
        lines.RemoveAt(9_001);

        Assert.Equal(SumsOf(rows), WrittenLines.Read(StreamOf(string.Join('\n', lines) + '\n')).All);
    }

    [Theory]
    [InlineData("12")]
    [InlineData("12.5")]
    [InlineData("1.125")]
    [InlineData("1e2")]
    [InlineData("1.5e1")]
    [InlineData("99999999999999999999.00")]
    public void An_amount_that_is_not_written_with_its_cents_is_refused(string amount) =>
        Assert.Throws<InvalidDataException>(() => WrittenLines.Read(StreamOf($$"""{"leadRegion":"93","budget":{{amount}}}""" + "\n")));

    [Fact]
    public void A_sum_too_large_is_refused_rather_than_wrong() =>
        Assert.Throws<OverflowException>(() => WrittenLines.Read(StreamOf("""{"leadRegion":"93","budget":90000000000000000.00}""" + "\n" + """{"leadRegion":"93","budget":90000000000000000.00}""" + "\n")));

    [Fact]
    public void A_file_that_was_cut_is_refused() =>
        Assert.Throws<InvalidDataException>(() => WrittenLines.Read(StreamOf("""{"leadRegion":"93"}""")));

    private static MemoryStream StreamOf(string text) => new(Encoding.UTF8.GetBytes(text));

    private static Dictionary<(string Column, string Key), WrittenSum> SumsOf(IEnumerable<Row> rows)
    {
        var sums = new WrittenSums();
        foreach (var row in rows)
        {
            var sheet = new WrittenSum(1, row.Budget, row.Requested, row.Agreed, row.Paid ?? 0);
            sums.Add("region_pilote", row.Region, sheet);
            sums.Add("territoire_id", row.Territory, sheet);
            sums.Add("axe", "innovation", sheet);
            sums.Add("statut", "submitted", sheet);
            sums.Add("operateur", row.Region, new WrittenSum(1, 0, row.IsCancelled ? 0 : row.Requested, 0, row.Paid ?? 0));
        }

        return new Dictionary<(string Column, string Key), WrittenSum>(sums.All);
    }

    /// <summary>A sheet with one request. Amounts in cents, some of them below zero.</summary>
    public sealed record Row(byte RegionNumber, byte TerritoryNumber, int BudgetCents, int RequestedCents, int? PaidCents)
    {
        public string Region => Keys[RegionNumber % Keys.Length];

        public string Territory => Keys[TerritoryNumber % Keys.Length];

        public decimal Budget => BudgetCents / 100m;

        public decimal Requested => RequestedCents / 100m;

        public decimal Agreed => Budget - Requested;

        public decimal? Paid => PaidCents / 100m;

        public bool IsCancelled => BudgetCents % 2 == 0;

        public string Line() => JsonSerializer.Serialize(new
        {
            leadRegion = Region,
            regions = new[] { Region },
            title = "\"budget\":1.00,\"requests\":[{}]}",
            territoryId = Territory,
            axis = "innovation",
            status = "submitted",
            budget = NightTotals.WithCents(Budget),
            requested = NightTotals.WithCents(Requested),
            agreed = NightTotals.WithCents(Agreed),
            missing = (decimal?)null,
            requests = new[]
            {
                new
                {
                    @operator = Region,
                    status = IsCancelled ? "cancelled" : "sent",
                    answers = new[] { new { amount = 5.5, status = "cancelled" } },
                    amount = NightTotals.WithCents(Requested),
                    amountPaid = Paid is { } paid ? NightTotals.WithCents(paid) : (decimal?)null,
                },
            },
        });
    }
}
