using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ActionSheets.Web;

/// <summary>A JSON request body, read under the limits of the contract: media type, then size, then encoding and syntax.</summary>
internal sealed class JsonBody : IDisposable
{
    public const int MaxBytes = 1024 * 1024;

    private const int DeepestLevel = 32;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = DeepestLevel };
    private static readonly JsonDocumentOptions Lenient = new() { MaxDepth = DeepestLevel };

    private readonly JsonDocument _document;

    private JsonBody(ReadOnlyMemory<byte> bytes, JsonDocument document) => (Bytes, _document) = (bytes, document);

    /// <summary>Exactly what was sent, without a byte-order mark.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    public JsonElement Root => _document.RootElement;

    /// <summary>Media type and size, which are checked before the idempotency key.</summary>
    public static async Task<(ReadOnlyMemory<byte> Bytes, Problem? Problem)> Receive(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            return (default, Problem.UnsupportedMediaType());
        }

        if (request.ContentLength > maxBytes)
        {
            return (default, Problem.TooLarge(maxBytes));
        }

        using var buffer = new MemoryStream((int)(request.ContentLength ?? 4096));
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (buffer.Length + read > maxBytes)
            {
                return (default, Problem.TooLarge(maxBytes));
            }

            await buffer.WriteAsync(chunk.AsMemory(0, read), cancellationToken);
        }

        var isUtf8 = !type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase);
        return isUtf8 ? (buffer.ToArray(), null) : (default, Problem.Malformed("Le contenu doit être en UTF-8."));
    }

    public static (JsonBody? Body, Problem? Problem) Parse(ReadOnlyMemory<byte> bytes)
    {
        var text = bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        if (!Utf8.IsValid(text.Span))
        {
            return (null, Problem.Malformed("Le contenu doit être en UTF-8."));
        }

        try
        {
            return (new JsonBody(text, Document(text)), null);
        }
        catch (JsonException)
        {
            return (null, Problem.Malformed("Le contenu n'est pas du JSON valable."));
        }
    }

    /// <summary>The reader that looks for duplicates throws on a name with a lone surrogate; the form tells of such a name, and of duplicates too.</summary>
    private static JsonDocument Document(ReadOnlyMemory<byte> text)
    {
        try
        {
            return JsonDocument.Parse(text, Strict);
        }
        catch (InvalidOperationException)
        {
            return JsonDocument.Parse(text, Lenient);
        }
    }

    public void Dispose() => _document.Dispose();
}
