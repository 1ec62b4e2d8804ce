using System.Runtime.InteropServices;
using System.Text;

namespace ActionSheets.Nights;

/// <summary>What lines add up to. Amounts in cents: whole numbers, exact in any order and cheaper than decimals; one too large to be held, above 92 thousand billion euros, is an <see cref="OverflowException"/>.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct CentSum
{
    public long Lines;
    public long Budget;
    public long Requested;
    public long Agreed;
    public long Paid;

    public void Add(in CentSum part)
    {
        checked
        {
            Lines += part.Lines;
            Budget += part.Budget;
            Requested += part.Requested;
            Agreed += part.Agreed;
            Paid += part.Paid;
        }
    }
}

/// <summary>Sums of one column under its texts, which come as UTF-8 and are made into strings once each.</summary>
internal sealed class CentSums
{
    private readonly Dictionary<string, CentSum> _sums = new(new Utf8Keys());
    private readonly Dictionary<string, CentSum>.AlternateLookup<ReadOnlySpan<byte>> _byText;

    public CentSums() => _byText = _sums.GetAlternateLookup<ReadOnlySpan<byte>>();

    public void Add(ReadOnlySpan<byte> key, in CentSum part) => CollectionsMarshal.GetValueRefOrAddDefault(_byText, key, out _).Add(part);

    /// <summary>These, in euros, as sums of this column.</summary>
    public void AddTo(WrittenSums sums, string column)
    {
        foreach (var (key, sum) in _sums)
        {
            sums.Add(column, key, new WrittenSum(checked((int)sum.Lines), Euros(sum.Budget), Euros(sum.Requested), Euros(sum.Agreed), Euros(sum.Paid)));
        }
    }

    private static decimal Euros(long cents) => cents / 100m;

    /// <summary>A text is equal to its UTF-8.</summary>
    private sealed class Utf8Keys : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<byte>, string>
    {
        public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

        public int GetHashCode(string obj) => GetHashCode(Encoding.UTF8.GetBytes(obj).AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, string other) => Ascii.Equals(alternate, other) || Create(alternate) == other;

        /// <summary>Keys are codes of some ten letters: the plain sum of them is told sooner than a hash for many.</summary>
        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = 0;
            foreach (var letter in alternate)
            {
                hash = unchecked((31 * hash) + letter);
            }

            return hash;
        }

        public string Create(ReadOnlySpan<byte> alternate) => Encoding.UTF8.GetString(alternate);
    }
}
