using System.Text.Encodings.Web;
using System.Text.Json;
using ActionSheets.Attachments;
using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace ActionSheets.Sheets;

/// <summary>Writes a sheet as the contract answers it: the submitted members as they were sent, plus what the product knows.</summary>
public sealed class SheetView(IOptions<PublicOptions> options)
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Changes with a new version or a withdrawal, never by mail or answers.</summary>
    internal static string ETagOf(Sheet sheet) => FormattableString.Invariant($"\"v{sheet.Version}{(sheet.Withdrawal is null ? "" : "-withdrawn")}\"");

    /// <param name="attachments">Only where a sheet is read as it stands: an answer that must come again as it was cannot tell of them.</param>
    internal IResult Render(Sheet sheet, ReadOnlyMemory<byte> body, int status, IReadOnlyList<NamedAttachment>? attachments = null) =>
        new SheetResult(sheet, Json(sheet, body, attachments), status);

    internal byte[] Json(Sheet sheet, ReadOnlyMemory<byte> body, IReadOnlyList<NamedAttachment>? attachments = null)
    {
        using var buffer = new MemoryStream(body.Length + 2048);
        using (var sent = JsonDocument.Parse(body))
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            writer.WriteStartObject();
            foreach (var member in sent.RootElement.EnumerateObject())
            {
                writer.WritePropertyName(member.Name);
                writer.WriteRawValue(JsonText(member.Value), skipInputValidation: true);
            }

            writer.WriteString("id", sheet.Id);
            writer.WriteString("reference", sheet.Reference);
            writer.WriteNumber("version", sheet.Version);
            writer.WriteString("status", Wire.Name(sheet.Status));
            writer.WriteString("submittedAt", Instant.Text(sheet.SubmittedAt));
            writer.WriteString("submittedBy", sheet.SubmittedBy);
            if (sheet.Withdrawal is { } withdrawal)
            {
                writer.WriteStartObject("withdrawal");
                writer.WriteString("at", Instant.Text(withdrawal.At));
                writer.WriteString("reason", withdrawal.Reason);
                writer.WriteEndObject();
            }

            WriteRequests(writer, sheet, sent.RootElement);
            WriteFunding(writer, sheet);
            writer.WriteBoolean("allDeclined", sheet.IsDeclined);
            if (attachments is not null)
            {
                writer.WritePropertyName("attachments");
                JsonSerializer.Serialize(writer, attachments, Wire.Json);
            }

            writer.WriteStartObject("receipt");
            writer.WriteString("sha256", sheet.BodySha256);
            writer.WriteString("url", options.Value.Link($"/api/receipts/{sheet.BodySha256}"));
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>The text of a request as the Region wrote it in this version; null when the version no longer asks it.</summary>
    internal static string? TextOf(Request request, JsonElement sent)
    {
        if (request.Place is not { } place)
        {
            return null;
        }

        return request.Id[0] == 's' ? sent.GetProperty("stateRequests")[place].GetString() : sent.GetProperty("operatorRequests")[place].GetProperty("request").GetString();
    }

    private static byte[] JsonText(JsonElement value) => System.Text.Encoding.UTF8.GetBytes(value.GetRawText());

    private static void WriteRequests(Utf8JsonWriter writer, Sheet sheet, JsonElement sent)
    {
        writer.WriteStartArray("requests");
        foreach (var request in sheet.Requests)
        {
            RequestView.Write(writer, request, sent);
        }

        writer.WriteEndArray();
    }

    private static void WriteFunding(Utf8JsonWriter writer, Sheet sheet)
    {
        writer.WriteStartObject("funding");
        RequestView.Amount(writer, "total", sheet.Budget);
        RequestView.Amount(writer, "agreed", sheet.Agreed);
        RequestView.Amount(writer, "requested", sheet.Requested);
        RequestView.Amount(writer, "missing", sheet.Missing);
        RequestView.Amount(writer, "excess", sheet.Excess);
        writer.WriteEndObject();
    }

    private sealed class SheetResult(Sheet sheet, byte[] json, int status) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = status;
            response.ContentType = "application/json; charset=utf-8";
            response.ContentLength = json.Length;
            response.Headers.ETag = ETagOf(sheet);
            if (status == StatusCodes.Status201Created)
            {
                response.Headers.Location = sheet.Version == 1 ? $"/api/action-sheets/{sheet.Id}" : FormattableString.Invariant($"/api/action-sheets/{sheet.Id}/versions/{sheet.Version}");
            }

            await response.Body.WriteAsync(json, httpContext.RequestAborted);
        }
    }
}
