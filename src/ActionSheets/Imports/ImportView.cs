using ActionSheets.Web;
using Microsoft.AspNetCore.Http;

namespace ActionSheets.Imports;

/// <summary>
/// An import as answered: <c>{"id", "state": "running" | "done", "dryRun", "rows", "accepted", "unchanged", "rejected", "unknownColumns": [],
/// "verdicts": [{"row", "verdict": "accepted" | "unchanged" | "rejected", "reference", "id", "title", "errors": {path: [sentence]},
/// "alike": [reference]}]}</c>.
/// A dry run has no id: nothing is kept of it.
/// </summary>
internal static class ImportView
{
    public static IResult Render(Import import, IReadOnlyList<ImportVerdict> verdicts, int status = StatusCodes.Status200OK, bool isDryRun = false) => Results.Json(
        new
        {
            Id = isDryRun ? null : import.Id,
            State = import.IsDone ? "done" : "running",
            DryRun = isDryRun,
            import.Rows,
            import.Accepted,
            import.Unchanged,
            import.Rejected,
            import.UnknownColumns,
            Verdicts = verdicts,
        },
        Wire.Json,
        statusCode: status);
}
