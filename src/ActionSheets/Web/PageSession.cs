using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace ActionSheets.Web;

/// <summary>
/// Ties a posted form to the browser that was shown it: a random cookie, and in the form its HMAC. A mail scanner that posts a form it
/// found, or another site, has one without the other. The framework's antiforgery would need a key ring shared by all instances.
/// </summary>
public sealed class PageSession(IOptions<LinkOptions> keys)
{
    internal const string Field = "jeton";

    private const string Cookie = "formulaire";
    private const string FetchSite = "Sec-Fetch-Site";
    private const int Bytes = 16;

    /// <summary>A letter may hold five hundred sheets, each with a dozen fields.</summary>
    private static readonly FormOptions ManyFields = new() { ValueCountLimit = 20_000 };

    /// <summary>What the form must carry; sets the cookie when the browser has none.</summary>
    internal string TokenFor(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { Length: > 0 } value)
        {
            value = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
            var options = new CookieOptions { HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, Path = "/" };
            context.Response.Cookies.Append(Cookie, value, options);
        }

        return Sign(keys.Value.Keys[0], value);
    }

    /// <summary>
    /// The posted form of the browser that was shown it, or why it is not acted on. With a problem, a form is given only for a page of ours whose
    /// session has ended: what was typed may be shown again, never what another site sends.
    /// </summary>
    /// <param name="mostBytes">Of a form with files; null for one without.</param>
    internal async Task<(IFormCollection? Form, Problem? Problem)> ReadOwn(HttpRequest request, long? mostBytes, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
        {
            return (null, NotOwn());
        }

        if (mostBytes is { } most)
        {
            BodyLimit.Raise(request.HttpContext, most);
        }

        try
        {
            if (!await FormEncoding.IsUtf8(request, cancellationToken))
            {
                return (null, Problem.Malformed("Ce formulaire n'est pas écrit en UTF-8, comme la page qui l'affiche."));
            }

            var form = await request.ReadFormAsync(ManyFields, cancellationToken);
            return request.Headers[FetchSite] != "cross-site" && IsOwn(request.HttpContext, form[Field]) ? (form, null) : (IsFromOurs(request) ? form : null, NotOwn());
        }
        catch (BadHttpRequestException unread) when (unread.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, Problem.TooLarge(JsonBody.MaxBytes) with { Detail = "Ce qui est envoyé dépasse ce que cette page reçoit en une fois." });
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or IOException)
        {
            // No browser writes such a form: a NUL, broken parts, thousands of fields.
            return (null, Problem.Malformed("Ce formulaire n'est pas lisible."));
        }
    }

    /// <summary>Acts on the posted form of the browser that was shown it, or shows why not.</summary>
    internal async Task<IResult> WithOwn(HttpRequest request, long? mostBytes, Func<IFormCollection, Task<IResult>> act, CancellationToken cancellationToken)
    {
        var (form, unread) = await ReadOwn(request, mostBytes, cancellationToken);
        return unread is null ? await act(form!) : Page.Of(unread);
    }

    private static Problem NotOwn() =>
        Problem.Forbidden("Ce formulaire n'a pas été envoyé depuis la page qui l'affiche. Ouvrez cette page de nouveau et recommencez.");

    /// <summary>As every browser of today says by itself; what says nothing is not taken for a page of ours.</summary>
    private static bool IsFromOurs(HttpRequest request) => request.Headers[FetchSite] == "same-origin";

    private bool IsOwn(HttpContext context, string? token) =>
        context.Request.Cookies[Cookie] is { Length: > 0 } value && token is not null
        && keys.Value.Keys.Any(key => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(key, value)), Encoding.UTF8.GetBytes(token)));

    private static string Sign(LinkKey key, string value) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(key.Bytes(), Encoding.UTF8.GetBytes("form|" + value)));
}
