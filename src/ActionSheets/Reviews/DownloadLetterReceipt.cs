using ActionSheets.Pdf;
using ActionSheets.Sheets;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Reviews;

/// <summary>One receipt for all the answers of a letter, as a PDF or a page.</summary>
[Access(Who.Anyone)]
public sealed class DownloadLetterReceipt(Endpoint<DownloadLetterReceipt> endpoint, ReviewPages pages, SheetReceipt receipts)
{
    private const string Route = ShowReviewPage.Route + "/recu";

    [Function(nameof(DownloadLetterReceipt))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string token, CancellationToken cancellationToken) =>
        endpoint.RunPage(request, _ => pages.WithLetter(request.HttpContext, token, letter => Task.FromResult(Give(request, letter)), cancellationToken), cancellationToken);

    private IResult Give(HttpRequest request, Letter letter)
    {
        var answered = AnswerFiles.Answered(letter).Select(one => (one.Sheet.Sheet, one.Request)).OrderBy(one => one.Sheet.Reference, StringComparer.Ordinal).ToList();
        return answered.Count == 0 ? Page.Of(Problem.NotFound()) : ReceiptGiving.Give(request, receipts.OfAnswers(letter.Desk.Name, answered), "recu-reponses");
    }
}
