using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Sheets;

/// <summary>The Region that leads a sheet corrects it: a new version, the old one stays readable.</summary>
[Access(Who.Region)]
public sealed class CorrectSheet(Endpoint<CorrectSheet> endpoint, SheetRights rights, SheetCorrections corrections, SheetView view)
{
    private const string Route = "api/action-sheets/{id}/versions";

    [Function(nameof(CorrectSheet))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.RunKeyed(
            request,
            (caller, body, key) => rights.ChangeMatched(
                request,
                id,
                caller,
                async (stored, tag) => await corrections.Accept(new Correction(stored, caller, key, body.Root, body.Bytes, tag), cancellationToken) switch
                {
                    CorrectionResult.Accepted accepted => view.Render(accepted.Sheet.SeenBy(caller), accepted.Body, accepted.IsReplay ? StatusCodes.Status200OK : StatusCodes.Status201Created),
                    var refused => refused.ToProblem().ToResult(),
                },
                cancellationToken),
            cancellationToken);
}
