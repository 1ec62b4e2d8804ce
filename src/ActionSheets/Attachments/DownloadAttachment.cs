using ActionSheets.Sheets;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace ActionSheets.Attachments;

/// <summary>One file of a sheet, to whoever may read the sheet, once it is known to be clean. Never shown in place.</summary>
[Access(Who.SignedIn)]
[GivesFiles]
public sealed class DownloadAttachment(Endpoint<DownloadAttachment> endpoint, SheetRights rights, AttachmentStore lines, AttachmentFiles files)
{
    private const string Route = "api/action-sheets/{id}/attachments/{name}";

    /// <summary>Whatever opens the file in spite of all runs nothing in it and fetches nothing for it.</summary>
    private const string ContentSecurityPolicy = "sandbox; default-src 'none'";

    private static readonly TimeSpan UsualScan = TimeSpan.FromSeconds(30);

    internal static string PathOf(SheetId sheet, string name) => $"/api/action-sheets/{sheet}/attachments/{Uri.EscapeDataString(name)}";

    [Function(nameof(DownloadAttachment))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string id, string name, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async caller => await rights.Find(id, caller, cancellationToken) is { Sheet.Attachments.IsEmpty: false } stored
                ? await Give(request, stored, name, cancellationToken)
                : Problem.NotFound().ToResult(),
            cancellationToken);

    private async Task<IResult> Give(HttpRequest request, StoredSheet stored, string name, CancellationToken cancellationToken)
    {
        var line = (await lines.Lines(stored.Id, cancellationToken)).FirstOrDefault(line => line.Name == name);
        if (line is null || stored.Sheet.Attachments.FirstOrDefault(file => file.Number == line.Id.Number) is not { } file)
        {
            return Problem.NotFound().ToResult();
        }

        if (Refusal(file.State) is { } problem)
        {
            return problem.ToResult();
        }

        if (await files.Open(line.Id, file.Sha256, cancellationToken) is not { } content)
        {
            throw new InvalidOperationException($"The blob of {line.Id} does not hold what was attached.");
        }

        request.HttpContext.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        return Results.Stream(content, file.Type, fileDownloadName: name, entityTag: new EntityTagHeaderValue($"\"{file.Sha256}\""), enableRangeProcessing: true);
    }

    private static Problem? Refusal(AttachmentState state) => state switch
    {
        AttachmentState.Clean => null,
        AttachmentState.Quarantine => Problem.WrongState("Ce fichier attend encore son analyse antivirus.") with { RetryAfter = UsualScan },
        AttachmentState.Infected => Problem.WrongState("L'antivirus a trouvé un programme malveillant dans ce fichier : il n'est pas remis."),
        AttachmentState.Failed => Problem.WrongState("L'antivirus n'a pas pu analyser ce fichier : il n'est pas remis. La Région peut le joindre à nouveau."),
        _ => throw new NotSupportedException($"{state} is not a state of a file."),
    };
}
