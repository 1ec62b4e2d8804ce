using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using ActionSheets.Web;

namespace ActionSheets.Sheets;

/// <summary>
/// Where a reader of changes stands. Rows get their time from the storage when they are written, and two written together may be seen one after
/// the other: what is less than the window old is therefore looked at again, and what of it was told before is named here.
/// </summary>
/// <param name="At">The storage's time up to which everything was told.</param>
/// <param name="Now">The product's time then: what was submitted after it is new to the reader.</param>
/// <param name="Told">Digests of the lines told after <paramref name="At"/>.</param>
internal sealed record ChangeCursor(DateTimeOffset At, DateTimeOffset Now, IReadOnlyList<string> Told)
{
    public static readonly ChangeCursor Beginning = new(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, []);

    public static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    public static bool TryParse(string text, [NotNullWhen(true)] out ChangeCursor? cursor)
    {
        cursor = Beginning;
        if (text.Length == 0)
        {
            return true;
        }

        try
        {
            cursor = JsonSerializer.Deserialize<ChangeCursor>(Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/')), Wire.Json);
            return cursor is { Told: not null };
        }
        catch (Exception unreadable) when (unreadable is FormatException or JsonException)
        {
            cursor = null;
            return false;
        }
    }

    /// <summary>Base64 for addresses, with its padding.</summary>
    public override string ToString() => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(this, Wire.Json)).Replace('+', '-').Replace('/', '_');
}
