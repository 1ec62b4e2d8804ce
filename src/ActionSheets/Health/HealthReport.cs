using System.Text.Encodings.Web;
using System.Text.Json;
using ActionSheets.Nights;
using ActionSheets.Reference;
using ActionSheets.Web;

namespace ActionSheets.Health;

/// <summary>What the health route says.</summary>
internal sealed record HealthReport(
    DateTimeOffset? OldestUnsentMail,
    DateTimeOffset? OldestUnansweredRequest,
    DateOnly? LastNight,
    IReadOnlyList<NightUnderWay> NightsUnderWay,
    int DeadLetters,
    int StalledImports,
    IReadOnlyList<string> Missed)
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As <see cref="Wire"/> would write it. By hand: it is the first answer of an instance that starts, and making a serializer takes some 15 ms of that start.</summary>
    public byte[] ToJson()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            writer.WriteStartObject();
            writer.WriteString("status", Missed.Count == 0 && DeadLetters == 0 ? "ok" : "degraded");
            writer.WriteString("storage", "ok");
            writer.WriteString("oldestUnsentMail", OldestUnsentMail is { } mail ? Instant.Text(mail) : null);
            writer.WriteString("oldestUnansweredRequest", OldestUnansweredRequest is { } request ? Instant.Text(request) : null);
            writer.WriteString("lastNight", LastNight is { } night ? NightDate.Text(night) : null);
            WriteNights(writer);
            writer.WriteNumber("deadLetters", DeadLetters);
            writer.WriteNumber("stalledImports", StalledImports);
            writer.WriteStartArray("missed");
            foreach (var missed in Missed)
            {
                writer.WriteStringValue(missed);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private void WriteNights(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("nightsUnderWay");
        foreach (var underWay in NightsUnderWay)
        {
            writer.WriteStartObject();
            writer.WriteString("night", NightDate.Text(underWay.Night));
            writer.WriteString("since", Instant.Text(underWay.Since));
            writer.WriteString("at", Instant.Text(underWay.At));
            writer.WriteNumber("sheets", underWay.Sheets);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
