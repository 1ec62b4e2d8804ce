using ActionSheets.Attachments;
using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Reviews;

/// <summary>The form that joins documents to an answer comes back.</summary>
[Access(Who.Anyone)]
public sealed class AttachToAnswerOnPage(Endpoint<AttachToAnswerOnPage> endpoint, ReviewPages pages, AnswerFiles answerFiles)
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

                    await using var files = new UploadedFiles();
                    var problem = await files.Receive(form.Files, UploadedFiles.PartName, cancellationToken)
                        ?? (await answerFiles.Attach(letter, requestKey, files, cancellationToken)).Problem;
                    return problem is null
                        ? Page.SeeOther($"/avis/{token}/pieces")
                        : await answerFiles.Show(request.HttpContext, token, letter, TypedFields.Of(form).With(UploadedFiles.PartName, problem.Sentence), problem.Status, cancellationToken);
                },
                cancellationToken),
            cancellationToken);
}
