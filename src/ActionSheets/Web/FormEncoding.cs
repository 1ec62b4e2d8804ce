using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ActionSheets.Web;

/// <summary>
/// Whether a posted form is UTF-8, as every page of ours is. The framework would put a mark in the place of each byte that is not, and what was typed
/// would be lost without a word; some names of encodings it refuses by an exception.
/// </summary>
internal static class FormEncoding
{
    public static async Task<bool> IsUtf8(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || (type.Charset.HasValue && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        if (!type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            // Files are bytes, and a form with files has no field to type in.
            return true;
        }

        var sent = new MemoryStream();
        await request.Body.CopyToAsync(sent, cancellationToken);
        sent.Position = 0;
        request.Body = sent;
        return Utf8.IsValid(Unescaped(sent.GetBuffer().AsSpan(0, (int)sent.Length)));
    }

    /// <summary>The bytes that <c>%E9</c> and the like stand for; what is no such escape stays, as the framework leaves it.</summary>
    private static byte[] Unescaped(ReadOnlySpan<byte> form)
    {
        var bytes = new byte[form.Length];
        var length = 0;
        for (var i = 0; i < form.Length; i++)
        {
            if (form[i] == '%' && i + 2 < form.Length && char.IsAsciiHexDigit((char)form[i + 1]) && char.IsAsciiHexDigit((char)form[i + 2]))
            {
                bytes[length++] = Convert.FromHexString([(char)form[i + 1], (char)form[i + 2]])[0];
                i += 2;
            }
            else
            {
                bytes[length++] = form[i];
            }
        }

        return bytes[..length];
    }
}
