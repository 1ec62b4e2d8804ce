using ActionSheets.Web;
using Microsoft.AspNetCore.Http;

namespace ActionSheets.Sheets;

/// <summary>How a function that changes a sheet begins: with the sheet that the caller's Region leads, or with why there is none.</summary>
internal static class SheetEndpoint
{
    public static Task<IResult> Change(this SheetRights rights, string id, Caller caller, Func<StoredSheet, Task<IResult>> change, CancellationToken cancellationToken) =>
        rights.Change(id, caller, change, problem => problem.ToResult(), cancellationToken);

    public static Task<IResult> ChangeOnPage(this SheetRights rights, string id, Caller caller, Func<StoredSheet, Task<IResult>> change, CancellationToken cancellationToken) =>
        rights.Change(id, caller, change, Page.Of, cancellationToken);

    /// <summary>Only on top of the version that the caller has read: <paramref name="change"/> gets what <c>If-Match</c> says.</summary>
    public static Task<IResult> ChangeMatched(
        this SheetRights rights, HttpRequest request, string id, Caller caller, Func<StoredSheet, string, Task<IResult>> change, CancellationToken cancellationToken) =>
        rights.Change(
            id,
            caller,
            stored => request.Headers.IfMatch.ToString() is { Length: > 0 } tag ? change(stored, tag) : Task.FromResult(Problem.VersionRequired().ToResult()),
            cancellationToken);

    private static async Task<IResult> Change(
        this SheetRights rights, string id, Caller caller, Func<StoredSheet, Task<IResult>> change, Func<Problem, IResult> refuse, CancellationToken cancellationToken)
    {
        var (stored, problem) = await rights.FindToChange(id, caller, cancellationToken);
        return problem is null ? await change(stored!) : refuse(problem);
    }
}
