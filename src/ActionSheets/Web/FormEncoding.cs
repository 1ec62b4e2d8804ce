using System.Net;
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

        // A blank for each plus changes nothing in what is asked here.
        return Utf8.IsValid(WebUtility.UrlDecodeToBytes(sent.GetBuffer(), 0, (int)sent.Length));
    }
}
