using Microsoft.AspNetCore.Http;

namespace ActionSheets.Web;

/// <summary>The header <c>Idempotency-Key</c>: a UUID, bare or as the quoted string of the IETF draft.</summary>
internal static class IdempotencyKey
{
    public static bool TryRead(HttpRequest request, out Guid key)
    {
        var text = request.Headers["Idempotency-Key"].ToString().Trim();
        if (text.Length > 1 && text[0] == '"' && text[^1] == '"')
        {
            text = text[1..^1];
        }

        return Guid.TryParseExact(text, "D", out key);
    }
}
