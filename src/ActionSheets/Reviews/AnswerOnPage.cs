using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Reviews;

/// <summary>The letter's form comes back: each request with an answer is kept until the code is typed.</summary>
[Access(Who.Anyone)]
public sealed class AnswerOnPage(Endpoint<AnswerOnPage> endpoint, ReviewPages pages, Answering answering)
{
    [Function(nameof(AnswerOnPage))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = ShowReviewPage.Route)] HttpRequest request, string token, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            caller => pages.WithForm(
                request, token, (letter, form) => Answer(request.HttpContext, token, letter, AnswerFields.Fields(form), caller, cancellationToken), cancellationToken),
            cancellationToken);

    private async Task<IResult> Answer(HttpContext context, string token, Letter letter, TypedFields fields, Caller caller, CancellationToken cancellationToken)
    {
        var answers = AnswerFields.Answers(letter, fields);
        if (answers.Count == 0)
        {
            var nothing = new Dictionary<string, string[]>(StringComparer.Ordinal) { [AnswerFields.FirstOpen(letter) + ".kind"] = ["Choisissez une réponse pour au moins une demande."] };
            return await pages.Show(context, token, letter, fields.With(nothing), cancellationToken);
        }

        return await answering.Answer(letter, answers, caller, isReply: false, cancellationToken) switch
        {
            AnswerResult.AwaitsCode awaits => Page.SeeOther(ShowConfirmation.PathOf(token, awaits.Email)),
            AnswerResult.Recorded recorded => await pages.Show(token, letter, recorded.Recordings, cancellationToken),
            AnswerResult.Invalid invalid => await pages.Show(context, token, letter, fields.With(AnswerFields.ByField(invalid.Errors)), cancellationToken),
            AnswerResult.NotKept notKept => await pages.Refuse(context, token, letter, fields, notKept.Problem, cancellationToken),
            _ => throw new NotSupportedException("An answer has four results."),
        };
    }
}
