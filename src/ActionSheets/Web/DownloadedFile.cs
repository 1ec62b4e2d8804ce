using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ActionSheets.Web;

/// <summary>
/// A file to keep, with its tag and its ranges. A condition or a range that does not fit is a problem like any other, where ASP.NET Core
/// leaves the body empty.
/// </summary>
internal sealed class DownloadedFile(Stream content, string type, string name, EntityTagHeaderValue tag) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        // ASP.NET Core reads ranges of any unit as bytes; one it does not know must be passed over (RFC 9110, section 14.2).
        if (!httpContext.Request.Headers.Range.ToString().StartsWith("bytes=", StringComparison.OrdinalIgnoreCase))
        {
            httpContext.Request.Headers.Remove(HeaderNames.Range);
        }

        // It lets the file go out where If-Match fits, though If-None-Match says that it is known; the note of a download goes by the second.
        if (EntityTags.Fits(httpContext.Request.Headers.IfMatch.ToString(), tag.Tag.ToString()))
        {
            httpContext.Request.Headers.Remove(HeaderNames.IfMatch);
        }

        var response = httpContext.Response;
        await Results.Stream(content, type, name, entityTag: tag, enableRangeProcessing: true).ExecuteAsync(httpContext);
        if (Refusal(response.StatusCode) is { } problem && !response.HasStarted)
        {
            response.ContentLength = null;
            response.Headers.Remove(HeaderNames.ContentDisposition);
            await problem.ToResult().ExecuteAsync(httpContext);
        }
    }

    private static Problem? Refusal(int status) => status switch
    {
        StatusCodes.Status412PreconditionFailed => Problem.StaleFile(),
        StatusCodes.Status416RangeNotSatisfiable => Problem.RangeNotSatisfiable(),
        _ => null,
    };
}
