using System.Text.Encodings.Web;
using System.Text.Json;
using ActionSheets.Reference;
using ActionSheets.Registers;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Reviews;

/// <summary>What a letter asks, for whoever holds its link. Changes nothing.</summary>
[Access(Who.Anyone)]
public sealed class ReadReview(Endpoint<ReadReview> endpoint, Letters letters, SheetView view)
{
    private const string Route = "api/reviews/{token}";

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Function(nameof(ReadReview))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string token, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            _ => letters.WithLetter(token, letter => Show(letter, cancellationToken), cancellationToken),
            cancellationToken);

    private async Task<IResult> Show(Letter letter, CancellationToken cancellationToken)
    {
        var items = await AtOnce.Each(letter.Sheets, sheet => Items(sheet, letter.Id.Operator, cancellationToken));
        return Results.Bytes(Json(letter, items), "application/json; charset=utf-8");
    }

    /// <summary>The items of one sheet, as they stand in the list.</summary>
    private async Task<byte[]> Items(LetterSheet letter, string operatorCode, CancellationToken cancellationToken)
    {
        var body = await letters.BodyOf(letter, cancellationToken);
        using var sent = JsonDocument.Parse(body);
        var changes = await letters.ChangesIn(letter, sent.RootElement, cancellationToken);
        var seen = letter.Sheet.SeenBy(operatorCode);
        var sheet = view.Json(seen, body);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            writer.WriteStartArray();
            foreach (var request in letter.Requests)
            {
                writer.WriteStartObject();
                writer.WriteString("requestKey", letter.KeyOf(request));
                writer.WritePropertyName("request");
                RequestView.Write(writer, request, sent.RootElement);
                writer.WritePropertyName("sheet");
                writer.WriteRawValue(sheet, skipInputValidation: true);
                WriteChanges(writer, changes[request.Id]);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return buffer.ToArray()[1..^1];
    }

    private static byte[] Json(Letter letter, IReadOnlyList<byte[]> items)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("desk");
            writer.WriteString("operator", letter.Desk.Body);
            writer.WriteString("region", DeskScope.RegionOf(letter.Desk.Scope));
            writer.WriteString("name", letter.Desk.Name);
            writer.WriteEndObject();
            writer.WriteString("sentAt", letter.Requests.Min(request => request.SentAt) is { } sentAt ? Instant.Text(sentAt) : null);
            writer.WriteString("dueOn", letter.Requests.Min(request => request.DueOn) is { } dueOn ? dueOn.Iso() : null);
            writer.WriteStartArray("items");
            foreach (var ofSheet in items.Where(item => item.Length > 0))
            {
                // One sheet's items, comma between them; the writer puts the one before.
                writer.WriteRawValue(ofSheet, skipInputValidation: true);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteChanges(Utf8JsonWriter writer, IReadOnlyList<JsonChange> changes)
    {
        writer.WriteStartArray("changes");
        foreach (var change in changes)
        {
            writer.WriteStartObject();
            writer.WriteString("path", change.Path);
            writer.WritePropertyName("before");
            WriteValue(writer, change.Before);
            writer.WritePropertyName("after");
            WriteValue(writer, change.After);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter writer, JsonElement? value)
    {
        if (value is { } there)
        {
            there.WriteTo(writer);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
