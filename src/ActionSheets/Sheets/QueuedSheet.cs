using System.Text.Json;
using ActionSheets.Reference;
using ActionSheets.Web;

namespace ActionSheets.Sheets;

/// <summary>
/// A message of the queue <c>action-sheet-submissions</c>: <c>{"key", "region", "submittedBy", "sheet"}</c>, or <c>"blob"</c> instead of
/// <c>"sheet"</c> when the sheet is larger than a message may be.
/// </summary>
internal sealed record QueuedSheet(Guid Key, string Region, string SubmittedBy, byte[]? Sheet, string? Blob)
{
    /// <summary>Deeper than any message is long: what is wrong inside the sheet gets a verdict, not poison.</summary>
    private static readonly JsonDocumentOptions Lenient = new() { MaxDepth = 64 * 1024 };

    /// <summary>The key of a message, ours or not, for who looks for what became of it; null when none can be read.</summary>
    public static Guid? KeyOf(string message)
    {
        try
        {
            using var document = JsonDocument.Parse(message, Lenient);
            return document.RootElement.TryGetProperty("key", out var sent) && Guid.TryParseExact(sent.GetString(), "D", out var key) ? key : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Null for a message that is not ours: without key and Region there is nobody to tell.</summary>
    public static QueuedSheet? Read(string message, ReferenceData reference)
    {
        try
        {
            using var document = JsonDocument.Parse(message, Lenient);
            var root = document.RootElement;
            var hasSheet = root.TryGetProperty("sheet", out var sheet);
            var hasBlob = root.TryGetProperty("blob", out var blob);
            return root.EnumerateObject().DistinctBy(member => member.Name, StringComparer.Ordinal).Count() == root.EnumerateObject().Count()
                && Guid.TryParseExact(root.GetProperty("key").GetString(), "D", out var key)
                && root.GetProperty("region").GetString() is { } region && reference.RegionByCode(region) is not null
                && root.GetProperty("submittedBy").GetString() is { } submittedBy && JsonField.IsEmail(submittedBy)
                && hasSheet != hasBlob
                && (!hasBlob || blob.GetString() is { Length: > 0 and <= 1024 })
                ? new QueuedSheet(key, region, submittedBy, hasSheet ? System.Text.Encoding.UTF8.GetBytes(sheet.GetRawText()) : null, hasBlob ? blob.GetString() : null)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
