using System.Text.Encodings.Web;
using System.Text.Json;
using ActionSheets.Sheets;
using Microsoft.AspNetCore.Http;

namespace ActionSheets.Reviews;

/// <summary><c>201 {"answers": [{"requestKey", ...answer}], "refused": [{"requestKey", "code", "detail"}]}</c>.</summary>
internal sealed class RecordedResult(IReadOnlyList<Recording.Recorded> recorded, IReadOnlyList<Recording.TooLate> refused) : IResult
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status201Created;
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        await using var writer = new Utf8JsonWriter(httpContext.Response.BodyWriter, Readable);
        writer.WriteStartObject();
        writer.WriteStartArray("answers");
        foreach (var (requestKey, answer) in recorded)
        {
            writer.WriteStartObject();
            writer.WriteString("requestKey", requestKey);
            RequestView.WriteAnswerMembers(writer, answer);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("refused");
        foreach (var tooLate in refused)
        {
            writer.WriteStartObject();
            writer.WriteString("requestKey", tooLate.RequestKey);
            writer.WriteString("code", "already-answered");
            writer.WriteString("detail", ReviewEndpoint.WhoAnswered(tooLate));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
