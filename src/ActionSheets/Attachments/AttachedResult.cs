using ActionSheets.Web;
using Microsoft.AspNetCore.Http;

namespace ActionSheets.Attachments;

/// <summary>201 with what was attached, 200 when all of it was there already. Several files have no address of their own: their holder tells of them.</summary>
/// <param name="holder">Path of the sheet or the draft.</param>
internal sealed class AttachedResult(string holder, IReadOnlyList<NamedAttachment> attached, bool isAnyNew) : IResult
{
    /// <summary>Attaches what was sent, or says why a file of it is refused.</summary>
    /// <inheritdoc cref="UploadedFiles.AttachEach" />
    public static async Task<IResult> Of(UploadedFiles sent, string holder, Func<UploadedFile, Task<AttachOutcome>> attach)
    {
        var (attached, isAnyNew, problem) = await sent.AttachEach(attach);
        return problem is null ? new AttachedResult(holder, attached, isAnyNew) : problem.ToResult();
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.Location = attached is [var only] ? PathOf(holder, only.Name) : holder;
        object body = attached is [var one] ? one : new { Files = attached };
        return Results.Json(body, Wire.Json, statusCode: isAnyNew ? StatusCodes.Status201Created : StatusCodes.Status200OK).ExecuteAsync(httpContext);
    }

    internal static string PathOf(string holder, string name) => $"{holder}/attachments/{Uri.EscapeDataString(name)}";
}
