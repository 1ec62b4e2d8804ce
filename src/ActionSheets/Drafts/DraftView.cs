using System.Text.Encodings.Web;
using System.Text.Json;
using ActionSheets.Attachments;
using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;

namespace ActionSheets.Drafts;

/// <summary>
/// A draft as answered: the members as saved, plus <c>{"id", "createdAt", "savedAt", "savedBy", "corrects", "attachments"}</c>. Those six are taken
/// out of what is saved, so what was read can be changed and sent back.
/// </summary>
internal static class DraftView
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Ours = ["id", "createdAt", "savedAt", "savedBy", "corrects", "attachments"];

    /// <summary>What of a posted body is the draft's content; the bytes as sent when there is nothing to take out.</summary>
    public static ReadOnlyMemory<byte> ContentOf(JsonElement body, ReadOnlyMemory<byte> bytes)
    {
        if (!Array.Exists(Ours, name => body.TryGetProperty(name, out _)))
        {
            return bytes;
        }

        return Write(writer => WriteMembers(writer, body));
    }

    public static IResult Render(Draft draft, IReadOnlyList<AttachmentLine> files, int status) => new DraftResult(draft, files, status);

    private static void WriteMembers(Utf8JsonWriter writer, JsonElement body)
    {
        foreach (var member in body.EnumerateObject().Where(member => !Ours.Contains(member.Name, StringComparer.Ordinal)))
        {
            writer.WritePropertyName(member.Name);
            writer.WriteRawValue(member.Value.GetRawText(), skipInputValidation: true);
        }
    }

    private static byte[] Json(Draft draft, IReadOnlyList<AttachmentLine> files)
    {
        using var content = JsonDocument.Parse(draft.Content);
        return Write(writer =>
        {
            WriteMembers(writer, content.RootElement);
            writer.WriteString("id", draft.Id.ToString("D"));
            writer.WriteString("createdAt", Instant.Text(draft.CreatedAt));
            writer.WriteString("savedAt", Instant.Text(draft.SavedAt));
            writer.WriteString("savedBy", draft.SavedBy);
            writer.WriteString("corrects", draft.Corrects?.Sheet);
            writer.WritePropertyName("attachments");
            JsonSerializer.Serialize(writer, files.Select(line => line.Named), Wire.Json);
        });
    }

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private sealed class DraftResult(Draft draft, IReadOnlyList<AttachmentLine> files, int status) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.Headers.ETag = draft.ETag;
            if (status == StatusCodes.Status201Created)
            {
                response.Headers.Location = $"/api/drafts/{draft.Id:D}";
            }

            return Results.Text(Json(draft, files), "application/json; charset=utf-8", status).ExecuteAsync(httpContext);
        }
    }
}
