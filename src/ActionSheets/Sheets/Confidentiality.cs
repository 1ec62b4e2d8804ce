using ActionSheets.Web;

namespace ActionSheets.Sheets;

/// <summary>
/// Who reads the words of an answer: its reason, conditions, comment and documents. Its operator and the ministry always do; kind and amount are everybody's,
/// since the funding counts them. A reason's word of the short list stays with the kind. The words of a restricted answer stand beside the journal, so
/// no file of a night has ever held them.
/// </summary>
internal static class Confidentiality
{
    /// <summary>All operators of the sheet, the Region and the ministry: how an answer is read that says nothing of it.</summary>
    public const string All = "all";

    /// <summary>The operator, the Region and the ministry.</summary>
    public const string Region = "region";

    /// <summary>The operator and the ministry.</summary>
    public const string Ministry = "ministry";

    public static readonly IReadOnlyList<string> Levels = [All, Region, Ministry];

    /// <summary>Why an operator declines; a reason begins with one of them where the page was used, so that they can be counted.</summary>
    public static readonly IReadOnlyList<string> Reasons =
        ["Déjà financé", "Hors dispositif", "Projet pas assez avancé", "Montant trop élevé", "Dossier incomplet", "Autre organisme compétent", "Autre"];

    /// <summary>What is told of a restricted answer to those who read it, or see what is left of it; null for one that everybody reads.</summary>
    public static string? LabelOf(string? level) => level switch
    {
        Ministry => "Motif, conditions, commentaire et documents : réservés à l'organisme et au ministère.",
        Region => "Motif, conditions, commentaire et documents : réservés à l'organisme, à la Région et au ministère.",
        _ => null,
    };

    /// <summary>The word of the short list that a reason begins with; null for a reason in words of its own.</summary>
    public static string? ListedPart(string? reason) => Reasons.FirstOrDefault(word => reason == word || reason?.StartsWith(word + " : ", StringComparison.Ordinal) == true);

    /// <summary>The sheet as this reader may see it. For showing only: what is cut must never be stored.</summary>
    public static Sheet SeenBy(this Sheet sheet, Caller reader) => sheet.SeenBy(reader.Role, reader.Operator);

    /// <summary>As the desk of this operator sees it.</summary>
    public static Sheet SeenBy(this Sheet sheet, string operatorCode) => sheet.SeenBy(Who.Operator, operatorCode);

    /// <summary>As its Region sees it.</summary>
    public static Sheet SeenByRegion(this Sheet sheet) => sheet.SeenBy(Who.Region, null);

    private static Sheet SeenBy(this Sheet sheet, Who role, string? operatorCode)
    {
        if (sheet.Requests.All(request => request.Answers.All(answer => Reads(request, answer, role, operatorCode))))
        {
            return sheet;
        }

        return sheet with
        {
            Requests = [.. sheet.Requests.Select(request => request with { Answers = [.. request.Answers.Select(answer => Reads(request, answer, role, operatorCode) ? answer : Cut(answer))] })],
            Attachments = [.. sheet.Attachments.Where(file => ReadsFile(sheet, file, role, operatorCode))],
        };
    }

    /// <summary>A document keeps the readers of the answer it came with, whatever that operator answers afterwards.</summary>
    private static bool ReadsFile(Sheet sheet, Attachment file, Who role, string? operatorCode) =>
        file.Request is not { } of || sheet.RequestById(of) is not { Answer: { } latest } request
        || Reads(request, request.Answers.FirstOrDefault(answer => answer.Number == file.Answer) ?? latest, role, operatorCode);

    private static bool Reads(Request request, Answer answer, Who role, string? operatorCode) => answer.Confidentiality switch
    {
        null => true,
        Region when role == Who.Region => true,
        _ => role is Who.Ministry or Who.Administrator || (role == Who.Operator && request.Operator == operatorCode),
    };

    private static Answer Cut(Answer answer) => answer with { Reason = ListedPart(answer.Reason), Conditions = null, Comment = null, Proof = null };
}
