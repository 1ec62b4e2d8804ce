using System.Globalization;
using ActionSheets.Pdf;
using ActionSheets.Sheets;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Reviews;

/// <summary>The receipt of an answer as a PDF, for the desk that gave it.</summary>
[Access(Who.Anyone)]
public sealed class DownloadAnswerReceipt(Endpoint<DownloadAnswerReceipt> endpoint, ReviewPages pages, SheetReceipt receipts)
{
    private const string Route = ShowReviewPage.Route + "/recu/{answer}";

    [Function(nameof(DownloadAnswerReceipt))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string token, string answer, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            _ => pages.WithLetter(request.HttpContext, token, letter => Task.FromResult(Download(letter, answer)), cancellationToken),
            cancellationToken);

    private IResult Download(Letter letter, string answer)
    {
        var sheet = letter.Stored.Sheet;
        var given = letter.Requests.SelectMany(request => request.Answers.Select(given => (Request: request, Answer: given)))
            .FirstOrDefault(given => given.Answer.Number.ToString(CultureInfo.InvariantCulture) == answer);
        return given.Answer is null
            ? Page.Of(Problem.NotFound())
            : ReceiptFile.Download(receipts.OfAnswer(sheet, given.Request, given.Answer), $"recu-{sheet.Reference}-reponse-{answer}");
    }
}
