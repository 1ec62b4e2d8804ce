using System.Text.Encodings.Web;
using System.Text.Json;
using ActionSheets.Reference;
using ActionSheets.Sheets;
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
        var body = await letters.BodyOf(letter, cancellationToken);
        using var sent = JsonDocument.Parse(body);
        var changes = await letters.ChangesIn(letter, sent.RootElement, cancellationToken);
        return Results.Bytes(Json(letter, body, sent, changes), "application/json; charset=utf-8");
    }

    private byte[] Json(Letter letter, byte[] body, JsonDocument sent, IReadOnlyDictionary<string, IReadOnlyList<JsonChange>> changes)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("desk");
            writer.WriteString("operator", letter.Desk.Body);
            writer.WriteString("region", letter.Desk.Scope);
            writer.WriteString("name", letter.Desk.Name);
            writer.WriteEndObject();
            writer.WriteString("sentAt", letter.Requests.Min(request => request.SentAt) is { } sentAt ? Instant.Text(sentAt) : null);
            writer.WriteString("dueOn", letter.Requests.Min(request => request.DueOn) is { } dueOn ? dueOn.ToString("O", System.Globalization.CultureInfo.InvariantCulture) : null);
            writer.WriteStartArray("items");
            foreach (var request in letter.Requests)
            {
                writer.WriteStartObject();
                writer.WriteString("requestKey", letter.KeyOf(request));
                writer.WritePropertyName("request");
                SheetView.WriteRequest(writer, request, sent.RootElement);
                writer.WritePropertyName("sheet");
                writer.WriteRawValue(view.Json(letter.Stored.Sheet, body), skipInputValidation: true);
                WriteChanges(writer, changes[request.Id]);
                writer.WriteEndObject();
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
