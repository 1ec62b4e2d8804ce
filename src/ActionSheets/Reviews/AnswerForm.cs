using System.Text.Json;
using ActionSheets.Sheets;
using ActionSheets.Web;

namespace ActionSheets.Reviews;

/// <summary>Who answers: a named person of the desk's organisation.</summary>
internal sealed record Respondent(string Name, string Email)
{
    /// <summary>Persons stay out of logs.</summary>
    public override string ToString() => nameof(Respondent);
}

/// <summary>An answer as given. Amounts in euros.</summary>
internal sealed record GivenAnswer(
    string RequestKey,
    string Kind,
    decimal? Amount,
    string? AmountKind,
    string? Conditions,
    DateOnly? ValidUntil,
    DateOnly? AppraisalOpensOn,
    string? Reason,
    string? Comment,
    string? Question,
    Respondent Respondent,
    string Receipt)
{
    /// <summary>Where an answer that came by post or telephone is noted; null for one given here.</summary>
    public OutsideAnswer? Outside { get; init; }

    /// <summary>A level of <see cref="Sheets.Confidentiality"/>; null for every reader of the sheet.</summary>
    public string? Confidentiality { get; init; }

    public AnswerGiven ToEvent(int number, Request request, int sheetVersion, string letter) => new(
        number, request.Id, Kind, Amount, AmountKind, ValidUntil, AppraisalOpensOn,
        Confidentiality is null ? Reason : Sheets.Confidentiality.ListedPart(Reason), sheetVersion, request.Answer?.Number, Receipt, letter, Outside?.ReceivedOn, Confidentiality);

    public PrivateData ToPrivateData() => new(
        RespondentName: Respondent.Name, RespondentEmail: Respondent.Email, Conditions: Conditions, Comment: Comment, Question: Question, Proof: Outside?.Proof, Reason: Confidentiality is null ? null : Reason);
}

/// <summary>An answer that did not come through the product. <paramref name="Proof"/>: what shows it, in words.</summary>
internal sealed record OutsideAnswer(DateOnly ReceivedOn, string Proof)
{
    /// <summary>Free text stays out of logs.</summary>
    public override string ToString() => nameof(OutsideAnswer);
}

/// <summary>Reads the body of <c>POST /api/reviews/{token}/answers</c> and applies what each kind of answer needs.</summary>
internal static class AnswerForm
{
    private const int LongestText = 5000;
    private const int LongestName = 200;
    private const int LongestWord = 100;

    /// <param name="signedIn">The desk's own signed-in person, who need not name herself again; null when the link alone was shown.</param>
    public static GivenAnswer Read(JsonElement sent, Letter letter, Respondent? signedIn, Faults faults)
    {
        var answer = JsonForm.Read(sent, faults, form => Read(form, letter, signedIn));

        // Only a body without faults has a canonical form for certain.
        return faults.Any ? answer : answer with { Receipt = CanonicalJson.Sha256Hex(sent) };
    }

    private static GivenAnswer Read(JsonForm form, Letter letter, Respondent? signedIn)
    {
        var requestKey = form.Text("requestKey", LongestWord, required: true) ?? "";
        var request = letter.ByKey(requestKey)?.Request;
        if (request is null && requestKey.Length > 0)
        {
            form.Fault("requestKey", "Cette demande n'est pas dans cette lettre.");
        }

        var kind = form.OneOf("kind", AnswerKinds.All, required: true) ?? "";
        var needsAmount = kind == AnswerKinds.AgreementInPrinciple && request?.Amount is not null;
        return new GivenAnswer(
            requestKey,
            kind,
            form.Amount("amount", needsAmount),
            form.Text("amountKind", LongestWord),
            form.Text("conditions", LongestText),
            form.Day("validUntil"),
            form.Day("appraisalOpensOn", kind == AnswerKinds.AcceleratedAppraisal),
            form.Text("reason", LongestText, kind is AnswerKinds.OutOfScope or AnswerKinds.Refused),
            form.Text("comment", LongestText),
            form.Text("question", LongestText, kind == AnswerKinds.Question),
            ReadRespondent(form, letter, signedIn),
            "")
        { Confidentiality = form.OneOf("confidentiality", Confidentiality.Levels) is { } level && level != Confidentiality.All ? level : null };
    }

    private static Respondent ReadRespondent(JsonForm form, Letter letter, Respondent? signedIn)
    {
        var isRequired = signedIn is null;
        var (name, email) = form.Object("respondent", person => (person.Text("name", LongestName, isRequired), person.Email("email", isRequired)), isRequired);
        if (isRequired && email is not null && !letter.Desk.IsOfDomain(email))
        {
            form.Fault("respondent.email", "L'adresse doit être du même domaine que celle du guichet.");
        }

        return new Respondent(name ?? signedIn?.Name ?? "", email ?? signedIn?.Email ?? "");
    }
}
