using System.Text.Json;
using System.Text.Json.Serialization;
using ActionSheets.Reference;

namespace ActionSheets.Web;

/// <summary>Writes instants as <see cref="Instant"/> does, in answers and in the journal alike.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Instant.Text(value));
}
