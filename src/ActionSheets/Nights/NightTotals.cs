using System.Text.Json;
using ActionSheets.Sheets;

namespace ActionSheets.Nights;

/// <summary>
/// The figures of a whole night, counted sheet by sheet. The tables by key are counted apart, request by request (<see cref="KeyTable"/>);
/// that both agree is what <see cref="NightChecks"/> looks at. Amounts in euros.
/// </summary>
internal sealed class NightTotals
{
    private readonly HashSet<string> _territories = new(StringComparer.Ordinal);

    public int Sheets { get; set; }

    public int Requests { get; private set; }

    /// <summary>Requests with an answer that settles them; a question is none yet.</summary>
    public int Answers { get; private set; }

    public int AgreementsInPrinciple { get; private set; }

    public int AcceleratedAppraisals { get; private set; }

    /// <summary>Agreements whose signature was recorded before the day was over: they are no sheets and are counted where they are kept.</summary>
    public int SignedAgreements { get; set; }

    public decimal Budget { get; private set; }

    public decimal Requested { get; private set; }

    public decimal Agreed { get; private set; }

    /// <summary>Every answer ever, replaced ones and questions included: the lines of <c>answers.csv</c>.</summary>
    public int AnswersEver { get; private set; }

    public decimal Paid { get; private set; }

    public void Add(Sheet sheet)
    {
        Sheets++;
        Requests += sheet.Requests.Length;
        Answers += sheet.Requests.Count(request => request.Status == RequestStatus.Answered);
        AgreementsInPrinciple += sheet.Requests.Count(request => IsInForce(request, AnswerKinds.AgreementInPrinciple));
        AcceleratedAppraisals += sheet.Requests.Count(request => IsInForce(request, AnswerKinds.AcceleratedAppraisal));
        AnswersEver += sheet.AnswerCount;
        Budget += sheet.Budget ?? 0;
        Requested += sheet.Requested;
        Agreed += sheet.Agreed;
        Paid += sheet.Paid;
        _territories.Add(sheet.TerritoryId);
    }

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("sheets", Sheets);
        json.WriteNumber("requests", Requests);
        json.WriteNumber("answers", Answers);
        json.WriteNumber("agreementsInPrinciple", AgreementsInPrinciple);
        json.WriteNumber("acceleratedAppraisals", AcceleratedAppraisals);
        json.WriteNumber("signedAgreements", SignedAgreements);
        json.WriteNumber("territoriesWithSheets", _territories.Count);
        json.WriteStartObject("amounts");
        json.WriteNumber("budget", WithCents(Budget));
        json.WriteNumber("requested", WithCents(Requested));
        json.WriteNumber("agreed", WithCents(Agreed));
        json.WriteNumber("paid", WithCents(Paid));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>What is asked no more holds no promise.</summary>
    private static bool IsInForce(Request request, string kind) => request.Status != RequestStatus.Cancelled && request.Answer?.Kind == kind;

    /// <summary>A decimal keeps its scale: 1200 becomes 1200.00, always the same bytes; zero has no sign.</summary>
    public static decimal WithCents(decimal euros) => euros == 0 ? 0.00m : euros + 0.00m;
}
