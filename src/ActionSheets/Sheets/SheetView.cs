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
            WriteRequest(writer, request, sent);
        }

        writer.WriteEndArray();
    }

    internal static void WriteRequest(Utf8JsonWriter writer, Request request, JsonElement sent)
    {
        writer.WriteStartObject();
        writer.WriteString("id", request.Id);
        writer.WriteString("operator", request.Operator);
        writer.WriteString("kind", request.Kind);
        Amount(writer, "amount", request.Amount);
        writer.WriteString("request", TextOf(request, sent));
        writer.WriteString("status", Wire.Name(request.Status));
        writer.WriteString("sentAt", request.SentAt is { } sentAt ? Instant.Text(sentAt) : null);
        writer.WriteString("deliveredAt", request.DeliveredAt is { } deliveredAt ? Instant.Text(deliveredAt) : null);
        writer.WriteString("dueOn", Day(request.DueOn));
        WriteReminders(writer, request);
        WriteFollowUp(writer, request.FollowUp);
        writer.WritePropertyName("answer");
        WriteAnswer(writer, request.Answer);
        writer.WriteEndObject();
    }

    private static void WriteReminders(Utf8JsonWriter writer, Request request)
    {
        writer.WriteStartArray("reminders");
        foreach (var reminder in request.Reminders)
        {
            writer.WriteStartObject();
            writer.WriteString("step", reminder.Step);
            writer.WriteString("at", Instant.Text(reminder.At));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteFollowUp(Utf8JsonWriter writer, FollowUp? followUp)
    {
        if (followUp is null)
        {
            writer.WriteNull("followUp");
            return;
        }

        writer.WriteStartObject("followUp");
        writer.WriteString("openedOn", Day(followUp.OpenedOn));
        writer.WriteString("decidedOn", Day(followUp.DecidedOn));
        writer.WriteString("firstPaymentOn", Day(followUp.FirstPaymentOn));
        Amount(writer, "amountPaid", followUp.AmountPaid);
        writer.WriteString("at", Instant.Text(followUp.At));
        writer.WriteEndObject();
    }

    internal static void WriteAnswer(Utf8JsonWriter writer, Answer? answer)
    {
        if (answer is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        WriteAnswerMembers(writer, answer);
        writer.WriteEndObject();
    }

    internal static void WriteAnswerMembers(Utf8JsonWriter writer, Answer answer)
    {
        writer.WriteString("kind", answer.Kind);
        Amount(writer, "amount", answer.Amount);
        writer.WriteString("amountKind", answer.AmountKind);
        writer.WriteString("conditions", answer.Conditions);
        writer.WriteString("validUntil", Day(answer.ValidUntil));
        writer.WriteString("appraisalOpensOn", Day(answer.AppraisalOpensOn));
        writer.WriteString("reason", answer.Reason);
        writer.WriteString("comment", answer.Comment);
        writer.WriteString("question", answer.Question);
        if (answer.RepliedAt is { } repliedAt)
        {
            writer.WriteString("reply", answer.Reply);
            writer.WriteString("repliedAt", Instant.Text(repliedAt));
        }

        writer.WriteStartObject("respondent");
        writer.WriteString("name", answer.RespondentName);
        writer.WriteEndObject();
        writer.WriteNumber("sheetVersion", answer.SheetVersion);
        writer.WriteString("answeredAt", Instant.Text(answer.AnsweredAt));
        writer.WriteNumber("number", answer.Number);
        if (answer.Replaces is { } replaced)
        {
            writer.WriteNumber("replaces", replaced);
        }
        else
        {
            writer.WriteNull("replaces");
        }

        writer.WriteString("receipt", answer.Receipt);
    }

    private static void WriteFunding(Utf8JsonWriter writer, Sheet sheet)
    {
        writer.WriteStartObject("funding");
        Amount(writer, "total", sheet.Budget);
        Amount(writer, "agreed", sheet.Agreed);
        Amount(writer, "requested", sheet.Requested);
        Amount(writer, "missing", sheet.Missing);
        writer.WriteEndObject();
    }

    private static string? Day(DateOnly? day) => day?.ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    private static void Amount(Utf8JsonWriter writer, string name, decimal? amount)
    {
        if (amount is { } euros)
        {
            writer.WriteNumber(name, euros);
        }
        else
        {
            writer.WriteNull(name);
        }
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
