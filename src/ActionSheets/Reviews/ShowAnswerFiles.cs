using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Reviews;

/// <summary>The documents that go with the answers of a letter, and the form that joins one.</summary>
[Access(Who.Anyone)]
public sealed class ShowAnswerFiles(Endpoint<ShowAnswerFiles> endpoint, ReviewPages pages, AnswerFiles answerFiles)
{
    [Function(nameof(ShowAnswerFiles))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = AttachToAnswerOnPage.Route)] HttpRequest request, string token, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            _ => pages.WithLetter(request.HttpContext, token, letter => answerFiles.Show(request.HttpContext, token, letter, TypedFields.Empty, StatusCodes.Status200OK, cancellationToken), cancellationToken),
            cancellationToken);
}
