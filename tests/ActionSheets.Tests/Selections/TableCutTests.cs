using System.Text;
using ActionSheets.Selections;
using ActionSheets.Tests.Nights;
using Xunit;

namespace ActionSheets.Tests.Selections;

/// <summary>A cut against the whole read by the book.</summary>
public sealed class TableCutTests
{
    private const string Hostile =
        "\uFEFFcle;libelle;montant\r\n" +
        "a;\"une \"\"citation\"\" ; et un point-virgule\";1,50\r\n" +
        "b;\"deux\r\nlignes\net un retour\";\r\n" +
        "c;'=HYPERLINK(0);-3\r\n" +
        "'=d;\"'-Danger\r\n@SUM(1+1)\";é€😀\r\n" +
        ";\" de l'air \";\"\"\r\n" +
        "''e;'apostrophe;'\r\n";

    [Fact]
    public async Task Columns_come_in_the_order_asked_with_every_cell_as_it_was()
    {
        var whole = CsvText.Parse(Hostile);

        Assert.Equal(whole.Select(line => (string[])[line[2], line[0], line[1]]), CsvText.Parse(await Cut(["montant", "cle", "libelle"])));
        Assert.Equal(whole.Select(line => (string[])[line[1]]), CsvText.Parse(await Cut(["libelle"])));

        // All of it, with the quotes that RFC 4180 needs and no others.
        Assert.Equal(Hostile.Replace("\" de l'air \";\"\"", " de l'air ;", StringComparison.Ordinal), await Cut(["cle", "libelle", "montant"]));
    }

    [Fact]
    public async Task An_empty_cell_alone_on_its_line_is_still_a_line() =>
        Assert.Equal("\uFEFFcle\r\na\r\nb\r\nc\r\n'=d\r\n\"\"\r\n''e\r\n", await Cut(["cle"]));

    [Theory]
    [InlineData("cle", new[] { "a", "c" }, new[] { "a", "c" })]
    [InlineData("cle", new[] { "A", " a", "=d" }, new string[0])]
    [InlineData("cle", new[] { "'=d" }, new[] { "'=d" })]
    [InlineData("libelle", new[] { "une \"citation\" ; et un point-virgule" }, new[] { "a" })]
    [InlineData("libelle", new[] { "deux\r\nlignes\net un retour" }, new[] { "b" })]
    [InlineData("montant", new[] { "é€😀" }, new[] { "'=d" })]
    [InlineData("autre", new[] { "a" }, new string[0])]
    public async Task A_filter_keeps_the_lines_whose_cell_is_one_of_its_texts_and_no_other(string column, string[] values, string[] keys) =>
        Assert.Equal(keys, CsvText.Parse(await Cut(["cle"], new SelectionFilter(column, values))).Skip(1).Select(line => line[0]));

    [Fact]
    public async Task A_line_passes_all_filters_or_none() =>
        Assert.Equal(["b"], CsvText.Parse(await Cut(["cle"], new("cle", ["a", "b"]), new("cle", ["b", "c"]))).Skip(1).Select(line => line[0]));

    [Fact]
    public async Task A_column_that_is_not_there_is_empty_under_its_heading_and_never_another_one()
    {
        var cut = CsvText.Parse(await Cut(["Cle", "montant", "cle ", "cle"]));

        Assert.Equal(["Cle", "montant", "cle ", "cle"], cut[0]);
        Assert.Equal(CsvText.Parse(Hostile).Skip(1).Select(line => (string[])["", line[2], "", line[0]]), cut.Skip(1));
    }

    [Fact]
    public async Task What_is_held_does_not_follow_the_file()
    {
        using var table = new EndlessTable(megabytes: 200);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var choice = new SelectionChoice("x.csv", ["b"], [new("a", ["1"])]);

        await TableCut.Write(table, choice, Stream.Null, CancellationToken.None);

        Assert.Equal(0, table.Left);
        Assert.InRange(table.MostHeld - before, long.MinValue, 50_000_000);
    }

    private static async Task<string> Cut(IReadOnlyList<string> columns, params SelectionFilter[] filters)
    {
        using var table = new MemoryStream(Encoding.UTF8.GetBytes(Hostile));
        using var cut = new MemoryStream();
        await TableCut.Write(table, new SelectionChoice("x.csv", columns, filters), cut, CancellationToken.None);
        return Encoding.UTF8.GetString(cut.ToArray());
    }

    /// <summary>A megabyte of lines again and again; looks at each reading how much is held.</summary>
    private sealed class EndlessTable : Stream
    {
        private static readonly byte[] Lines = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("1;0123456789012345678901234567890123456789\r\n", 25_000)));
        private readonly Queue<byte[]> _parts;
        private int _at;

        public EndlessTable(int megabytes) => _parts = new(Enumerable.Repeat(Lines, megabytes).Prepend("\uFEFFa;b\r\n"u8.ToArray()));

        public int Left => _parts.Count;

        public long MostHeld { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            MostHeld = Math.Max(MostHeld, GC.GetTotalMemory(forceFullCollection: false));
            if (!_parts.TryPeek(out var part))
            {
                return 0;
            }

            var read = Math.Min(count, part.Length - _at);
            part.AsSpan(_at, read).CopyTo(buffer.AsSpan(offset));
            _at += read;
            if (_at == part.Length)
            {
                _parts.Dequeue();
                _at = 0;
            }

            return read;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
