using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Sheets;

/// <summary>The Region says how an action goes: <c>{"status", "reason", "mergedInto"}</c>. Every move has a reason; an undo is one more.</summary>
[Access(Who.Region)]
public sealed class ReportProgress(Endpoint<ReportProgress> endpoint, SheetRights rights, SheetProgress progress, SheetStore store, SheetView view)
{
    private const string Route = "api/action-sheets/{id}/progress";
    private const int LongestReason = 1000;

    private static readonly IReadOnlyDictionary<string, SheetStatus> Words =
        new[] { SheetStatus.UnderWay, SheetStatus.Completed, SheetStatus.Suspended, SheetStatus.Abandoned, SheetStatus.Merged }.ToDictionary(Wire.Name, StringComparer.Ordinal);

    [Function(nameof(ReportProgress))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.RunJson(
            request,
            async (caller, body) =>
            {
                var (stored, problem) = await rights.FindToChange(id, caller, cancellationToken);
                if (problem is not null)
                {
                    return problem.ToResult();
                }

                var faults = new Faults();
                var (word, reason, into) = JsonForm.Read(
                    body.Root, faults, form => (form.OneOf("status", [.. Words.Keys], required: true), form.Text("reason", LongestReason, required: true), form.Text("mergedInto", LongestReason)));
                if (!faults.Any && word == Wire.Name(SheetStatus.Merged) && (into is null || await rights.Find(into, caller, cancellationToken) is null || into == stored!.Id.Value))
                {
                    faults.Add("mergedInto", "La fiche dans laquelle celle-ci se poursuit est obligatoire, et doit exister.");
                }

                if (faults.Any)
                {
                    return Problem.Invalid(faults.ToDictionary()).ToResult();
                }

                var (sheet, refused) = await progress.Report(stored!, caller, new SheetProgressed(Words[word!], reason!, into), cancellationToken);
                return refused?.ToResult() ?? view.Render(sheet!.SeenBy(caller), await store.Body(stored!.Id, sheet!.Version, cancellationToken), StatusCodes.Status200OK);
            },
            cancellationToken);
}
