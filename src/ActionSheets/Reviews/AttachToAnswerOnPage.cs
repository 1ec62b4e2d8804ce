using ActionSheets.Attachments;
using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Reviews;

/// <summary>The form that joins documents to an answer comes back.</summary>
[Access(Who.Anyone)]
public sealed class AttachToAnswerOnPage(Endpoint<AttachToAnswerOnPage> endpoint, ReviewPages pages, Letters letters, AnswerFiles answerFiles)
{
    internal const string DemandField = "demande";

    internal const string Route = ShowReviewPage.Route + "/pieces";

    [Function(nameof(AttachToAnswerOnPage))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string token, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            _ => pages.WithForm(
                request,
                token,
                UploadedFiles.MostRequestBytes,
                async (letter, form) =>
                {
                    if (form[DemandField].ToString() is not { Length: > 0 } requestKey)
                    {
                        return await answerFiles.Show(
                            request.HttpContext, token, letter, TypedFields.Of(form).With(DemandField, "Choisissez la réponse que le document accompagne."), StatusCodes.Status422UnprocessableEntity, cancellationToken);
                    }

                    await using var files = new PageFiles();
                    var problem = await files.AttachAll(form.Files, sound => Attach(letter, requestKey, sound, cancellationToken), cancellationToken);
                    return problem is null
                        ? Page.SeeOther($"/avis/{token}/pieces")
                        : await answerFiles.Show(
                            request.HttpContext, token, (await letters.Find(letter.Id, cancellationToken))!, TypedFields.Of(form).With(UploadedFiles.PartName, problem.Sentence), problem.Status, cancellationToken);
                },
                cancellationToken),
            cancellationToken);

    /// <summary>What an answer takes is counted over all files at once: where they are too many, none is taken.</summary>
    private async Task<IReadOnlyList<(UploadedFile File, Problem Problem)>> Attach(Letter letter, string requestKey, UploadedFiles sent, CancellationToken cancellationToken)
    {
        var (attached, _, problem) = await answerFiles.Attach(letter, requestKey, sent, cancellationToken);
        return problem is null ? [] : [.. sent.Files.Skip(attached.Count).Select(file => (file, problem))];
    }
}
