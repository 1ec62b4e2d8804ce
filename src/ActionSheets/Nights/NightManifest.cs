using System.Buffers;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using ActionSheets.Reference;

namespace ActionSheets.Nights;

/// <summary>The bytes of a <c>manifest.json</c> and their SHA-256, by which the next night names this one.</summary>
internal sealed record NightManifest(byte[] Bytes, string Sha256)
{
    private const int SchemaVersion = 1;

    private static readonly JsonWriterOptions Readable = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Version and commit, as the build set them.</summary>
    private static readonly string CodeVersion = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public static NightManifest Of(DateOnly night, PreviousNight? previous, NightContent content)
    {
        var bytes = Document(json =>
        {
            json.WriteStartObject();
            json.WriteString("night", NightDate.Text(night));
            json.WriteString("asOf", Instant.Text(ParisDay.EndOf(night)));
            json.WriteNumber("schemaVersion", SchemaVersion);
            json.WriteString("codeVersion", CodeVersion);
            WritePrevious(json, previous);
            WriteFiles(json, content.Files);
            json.WritePropertyName("totals");
            content.Totals.WriteTo(json);
            WriteChecks(json, content.Checks);
            json.WriteEndObject();
        });
        return new NightManifest(bytes, Sha256Text.Of(bytes));
    }

    /// <summary>A JSON document for people and machines: indented, French left readable, always the same bytes.</summary>
    public static byte[] Document(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            write(json);
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static void WritePrevious(Utf8JsonWriter json, PreviousNight? previous)
    {
        if (previous is null)
        {
            json.WriteNull("previous");
            return;
        }

        json.WriteStartObject("previous");
        json.WriteString("night", NightDate.Text(previous.Night));
        json.WriteString("sha256", previous.Sha256);
        json.WriteEndObject();
    }

    private static void WriteFiles(Utf8JsonWriter json, IEnumerable<NightEntry> files)
    {
        json.WriteStartArray("files");
        foreach (var file in files)
        {
            json.WriteStartObject();
            json.WriteString("name", file.Name);
            json.WriteString("sha256", file.Sha256);
            json.WriteNumber("bytes", file.Bytes);
            json.WriteNumber("rows", file.Rows);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteChecks(Utf8JsonWriter json, IEnumerable<NightCheck> checks)
    {
        json.WriteStartArray("checks");
        foreach (var check in checks)
        {
            json.WriteStartObject();
            json.WriteString("name", check.Name);
            json.WriteBoolean("holds", check.Holds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
