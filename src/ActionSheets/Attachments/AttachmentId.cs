using System.Globalization;
using ActionSheets.Sheets;
using ActionSheets.Storage;

namespace ActionSheets.Attachments;

/// <summary>Identity of an attached file: its sheet and its number there. Written <c>{sheet}/{number}</c>, which is also the blob's name.</summary>
internal readonly record struct AttachmentId(SheetId Sheet, int Number)
{
    /// <summary>Key in the partition of its sheet.</summary>
    public string RowKey => Number.ToString("D4", CultureInfo.InvariantCulture);

    /// <summary>Key in the partition of what waits for a verdict.</summary>
    public string WaitingKey => $"{Sheet}|{RowKey}";

    /// <summary>Reads a message of the queue <c>attachment-scans</c>; false when it is not ours.</summary>
    public static bool TryRead(string message, out AttachmentId id) => TryParse(Doorbell.Read(message, "attachment") ?? "", '/', out id);

    public static AttachmentId OfWaitingKey(string key) =>
        TryParse(key, '|', out var id) ? id : throw new FormatException("Not the key of a file that waits.");

    public override string ToString() => FormattableString.Invariant($"{Sheet}/{Number}");

    /// <summary>The queue message: ids only.</summary>
    public string ToMessage() => Doorbell.Of("attachment", ToString());

    private static bool TryParse(string text, char separator, out AttachmentId id)
    {
        id = default;
        if (text.Split(separator) is not [var sheetText, var numberText] || !SheetId.TryParse(sheetText, out var sheet)
            || !int.TryParse(numberText, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 9999)
        {
            return false;
        }

        id = new AttachmentId(sheet, number);
        return true;
    }
}
