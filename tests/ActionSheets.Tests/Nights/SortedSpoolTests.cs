using System.Text;
using ActionSheets.Nights;
using ActionSheets.Sheets;
using FsCheck.Xunit;
using Xunit;

namespace ActionSheets.Tests.Nights;

public sealed class SortedSpoolTests
{
    /// <summary>Rooms from one in which no record fits to one in which all do.</summary>
    [Property(MaxTest = 300)]
    public bool Records_come_back_in_the_order_of_their_keys_and_then_as_they_came((byte Key, byte[] Value)[] records, ushort room)
    {
        using var spool = new SortedSpool(room % 64);
        foreach (var (key, value) in records)
        {
            spool.Add([0, key], value ?? []);
        }

        return Taken(spool).SequenceEqual(records.OrderBy(record => record.Key).Select(record => Convert.ToHexString([0, record.Key, .. record.Value ?? []])));
    }

    [Fact]
    public void A_spool_that_was_emptied_begins_anew_and_a_record_may_be_larger_than_its_room()
    {
        using var spool = new SortedSpool(room: 100);
        for (var round = 0; round < 3; round++)
        {
            var large = Enumerable.Repeat((byte)round, 100_000).ToArray();
            spool.Add([2], large);
            spool.Add([1], [7]);
            spool.Add([3], large);

            Assert.Equal(["0107", "02" + Convert.ToHexString(large), "03" + Convert.ToHexString(large)], Taken(spool));
        }

        Assert.Empty(Taken(spool));
    }

    /// <summary>More reasons than a table has room for, in the order of their UTF-16 as ever.</summary>
    [Fact]
    public void Refusals_are_counted_by_reason_in_ordinal_order_however_many_there_are()
    {
        string[] kinds = [AnswerKinds.Refused, AnswerKinds.OutOfScope];
        var given = Enumerable.Range(0, 9000)
            .Select(i => (Operator: i % 3 == 0 ? "bpifrance" : "bpi", Kind: kinds[i % 2], Reason: (i % 5) switch { 0 => null, 1 => " Réserve ", 2 => "🏭" + (i % 100), 3 => "\uFF21" + (i % 7), _ => "=Motif n° " + (i % 4000) }))
            .ToList();
        using var table = new RefusalTable();
        given.ForEach(each => table.Add(Refused(each.Operator, each.Kind, each.Reason)));
        using var csv = new CsvTable(RefusalTable.Name, RefusalTable.Heading);

        table.WriteTo(csv);

        Assert.Equal(
            given.GroupBy(each => (each.Operator, each.Kind, Reason: each.Reason?.Trim() ?? ""))
                .OrderBy(group => group.Key.Operator, StringComparer.Ordinal).ThenBy(group => group.Key.Kind, StringComparer.Ordinal).ThenBy(group => group.Key.Reason, StringComparer.Ordinal)
                .Select(group => $"{group.Key.Operator};{group.Key.Kind};{(group.Key.Reason.StartsWith('=') ? "'" : "")}{group.Key.Reason};{group.Count()}"),
            CsvText.Parse(Encoding.UTF8.GetString([.. csv.Heading.Span, .. csv.Take().Bytes.Span])).Skip(1).Select(line => string.Join(';', line)));
    }

    private static Request Refused(string body, string kind, string? reason) => new()
    {
        Id = "r1",
        Operator = body,
        Kind = "pret",
        Status = RequestStatus.Answered,
        Answers = [new Answer { Number = 1, Kind = kind, Reason = reason }],
    };

    private static List<string> Taken(SortedSpool spool) =>
        [.. spool.TakeInOrder().Select(record => Convert.ToHexString([.. record.Key.Span, .. record.Value.Span]))];
}
