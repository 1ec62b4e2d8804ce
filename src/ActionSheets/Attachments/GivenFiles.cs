using ActionSheets.Sheets;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ActionSheets.Attachments;

/// <summary>Gives out what is known to be clean, never to be shown in place; or says why not.</summary>
public sealed class GivenFiles(AttachmentStore lines, AttachmentFiles files)
{
    /// <summary>Whatever opens the file in spite of all runs nothing in it and fetches nothing for it.</summary>
    private const string ContentSecurityPolicy = "sandbox; default-src 'none'";

    private static readonly TimeSpan UsualScan = TimeSpan.FromSeconds(30);

    /// <param name="seen">The sheet as its reader sees it: the files of answers kept from him are not among its own.</param>
    internal async Task<IResult> Give(HttpContext context, StoredSheet seen, string name, CancellationToken cancellationToken)
    {
        // A name that a draft has let go may stand in a later line again.
        var line = seen.Sheet.Attachments.IsEmpty
            ? null
            : (await lines.Lines(seen.Id, cancellationToken)).FirstOrDefault(line => line.Name == name && seen.Sheet.Attachments.Any(file => file.Number == line.Id.Number));
        return line is null
            ? Problem.NotFound().ToResult()
            : await Give(context, line, seen.Sheet.Attachments.Single(file => file.Number == line.Id.Number).State, cancellationToken);
    }

    internal async Task<IResult> Give(HttpContext context, AttachmentLine line, AttachmentState state, CancellationToken cancellationToken)
    {
        if (Refusal(state) is { } problem)
        {
            return problem.ToResult();
        }

        if (await files.Open(line.Id, line.Sha256, cancellationToken) is not { } content)
        {
            throw new InvalidOperationException($"The blob of {line.Id} does not hold what was attached.");
        }

        context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        return new DownloadedFile(content, line.Type, line.Name, new EntityTagHeaderValue($"\"{line.Sha256}\""));
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
