using System.Globalization;
using ActionSheets.Pdf;
using ActionSheets.Sheets;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Reviews;

/// <summary>The receipt of an answer as a PDF or a page, for the desk that gave it.</summary>
[Access(Who.Anyone)]
public sealed class DownloadAnswerReceipt(Endpoint<DownloadAnswerReceipt> endpoint, ReviewPages pages, SheetReceipt receipts)
{
    private const string Route = ShowReviewPage.Route + "/recu/{sheet}/{demand}/{answer}";

    [Function(nameof(DownloadAnswerReceipt))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request,
        string token, string sheet, string demand, string answer, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            _ => pages.WithLetter(request.HttpContext, token, letter => Task.FromResult(Give(request, letter, $"{sheet}/{demand}", answer)), cancellationToken),
            cancellationToken);

    private IResult Give(HttpRequest request, Letter letter, string requestKey, string number) =>
        letter.ByKey(requestKey) is { } asked
        && asked.Request.Answers.FirstOrDefault(given => given.Number.ToString(CultureInfo.InvariantCulture) == number) is { } answer
            ? ReceiptGiving.Give(request, receipts.OfAnswer(asked.Sheet.Sheet, asked.Request, answer), $"recu-{asked.Sheet.Sheet.Reference}-reponse-{number}")
            : Page.Of(Problem.NotFound());
}
