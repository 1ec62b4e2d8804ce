using System.Text.Json;
using ActionSheets.Reference;
using ActionSheets.Web;

namespace ActionSheets.Sheets;

/// <summary>Reads what became of a promise, <c>{"openedOn", "decidedOn", "firstPaymentOn", "amountPaid"}</c>, and applies its rules: the same by the API and on the page of a link.</summary>
internal static class FollowUpForm
{
    /// <param name="request">As it was known when the form was shown: what is left out stays.</param>
    public static FollowedUp Read(JsonElement body, Request request, DateOnly today, Faults faults)
    {
        var sent = JsonForm.Read(
            body, faults, form => new FollowedUp(request.Id, form.Day("openedOn"), form.Day("decidedOn"), form.Day("firstPaymentOn"), form.Amount("amountPaid")));
        if (!faults.Any && sent is { OpenedOn: null, DecidedOn: null, FirstPaymentOn: null, AmountPaid: null })
        {
            faults.Add("openedOn", "Donnez au moins une date ou un montant.");
        }

        if (!faults.Any)
        {
            Check(Merged(request, sent), today, faults);
            CheckAmount(request, sent, faults);
        }

        return sent;
    }

    /// <summary>Only an outcome that commits can be followed.</summary>
    public static (SheetEvent? Happened, Problem? Problem) Decide(Request request, FollowedUp sent) =>
        request.Answer is { Kind: AnswerKinds.AgreementInPrinciple or AnswerKinds.AcceleratedAppraisal }
            ? (Merged(request, sent), null)
            : (null, Problem.WrongState("Cette demande n'a reçu ni accord de principe ni instruction accélérée."));

    private static FollowedUp Merged(Request request, FollowedUp sent) => sent with
    {
        OpenedOn = sent.OpenedOn ?? request.FollowUp?.OpenedOn,
        DecidedOn = sent.DecidedOn ?? request.FollowUp?.DecidedOn,
        FirstPaymentOn = sent.FirstPaymentOn ?? request.FollowUp?.FirstPaymentOn,
        AmountPaid = sent.AmountPaid ?? request.FollowUp?.AmountPaid,
    };

    private static void Check(FollowedUp known, DateOnly today, Faults faults)
    {
        foreach (var (member, day) in (ReadOnlySpan<(string, DateOnly?)>)[("openedOn", known.OpenedOn), ("decidedOn", known.DecidedOn), ("firstPaymentOn", known.FirstPaymentOn)])
        {
            if (day > today)
            {
                faults.Add(member, "Cette date n'est pas encore passée.");
            }
            else if (day < ReferenceData.ProgrammeBegan)
            {
                faults.Add(member, ReferenceData.BeforeProgramme);
            }
        }

        if (known.DecidedOn < known.OpenedOn)
        {
            faults.Add("decidedOn", "La décision ne précède pas l'ouverture de l'instruction.");
        }

        if (known.FirstPaymentOn < (known.DecidedOn ?? known.OpenedOn))
        {
            faults.Add("firstPaymentOn", "Le premier paiement ne précède pas la décision.");
        }
    }

    /// <summary>What was paid before an agreement became smaller stands: only what is said now is looked at.</summary>
    private static void CheckAmount(Request request, FollowedUp sent, Faults faults)
    {
        if (request.Answer is { Kind: AnswerKinds.AgreementInPrinciple, Amount: { } agreed } && sent.AmountPaid > agreed)
        {
            faults.Add("amountPaid", $"Ce montant dépasse l'accord de {Euros.Write(agreed)}. Si l'accord est plus élevé, donnez-le d'abord dans une nouvelle réponse.");
        }
    }
}
