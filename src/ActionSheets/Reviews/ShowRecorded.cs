using System.Globalization;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Reviews;

/// <summary>Answers that were just recorded, with their receipts. Whoever has the link of the letter may read them: its page shows them too.</summary>
[Access(Who.Anyone)]
public sealed class ShowRecorded(Endpoint<ShowRecorded> endpoint, ReviewPages pages)
{
    /// <summary>More would not fit an address.</summary>
    internal const int MostAnswers = 50;

    private const string Route = ShowReviewPage.Route + "/enregistrees";
    private const string Answers = "reponse";

    /// <summary>Each answer by the key of its request and its number.</summary>
    internal static string PathOf(string token, IEnumerable<Recording.Recorded> recorded) =>
        $"/avis/{token}/enregistrees?" + string.Join('&', recorded.Select(one => $"{Answers}={NameOf(one.RequestKey, one.Answer.Number)}"));

    [Function(nameof(ShowRecorded))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string token, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            _ => pages.WithLetter(
                request.HttpContext,
                token,
                async letter =>
                {
                    var named = request.Query[Answers].OfType<string>().Take(MostAnswers).ToHashSet(StringComparer.Ordinal);
                    var recorded = from sheet in letter.Sheets
                                   from asked in sheet.Requests
                                   from answer in asked.Answers
                                   where named.Contains(NameOf(sheet.KeyOf(asked), answer.Number))
                                   select (Recording)new Recording.Recorded(sheet.KeyOf(asked), answer);
                    return recorded.ToList() is { Count: > 0 } found ? await pages.ShowReceipts(token, letter, found, cancellationToken) : Page.SeeOther("/avis/" + token);
                },
                cancellationToken),
            cancellationToken);

    private static string NameOf(string requestKey, int number) => requestKey + ":" + number.ToString(CultureInfo.InvariantCulture);
}
