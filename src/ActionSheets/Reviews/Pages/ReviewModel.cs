using ActionSheets.Web.Forms;

namespace ActionSheets.Reviews.Pages;

/// <summary>What <c>/avis/{token}</c> shows, all of it text: the letter, what was typed, and what is wrong with it.</summary>
public sealed record ReviewModel(string Token, string FormToken, string Desk, string? DueOn, IReadOnlyList<ReviewedSheet> Sheets, TypedFields Fields)
{
    /// <summary>What an operator may grant; offered, not imposed: the API takes any word.</summary>
    public static readonly IReadOnlyList<string> AmountKinds = ["subvention", "prêt", "fonds propres", "garantie", "ingénierie", "en nature"];

    /// <summary>What is said of answers that were put aside; null when there are none.</summary>
    public string? Saved { get; init; }

    /// <summary>Whether a question of this desk waits for the Region, and stops its request's clock.</summary>
    public bool IsStopped { get; init; }

    /// <summary>Whether some request of the letter has an answer: it has a receipt, and may have documents.</summary>
    public bool IsAnswered { get; init; }

    /// <summary>More than these, and each sheet's fields are folded away.</summary>
    private const int MostUnfolded = 3;

    public bool IsFolded => Sheets.Count > MostUnfolded;

    /// <summary>Whether anything on it can be answered.</summary>
    public bool IsOpen => Requests.Any(request => !request.IsClosed);

    public IEnumerable<ReviewedRequest> Requests => Sheets.SelectMany(sheet => sheet.Requests);

    public string Title => Sheets is [var one] ? $"Fiche {one.Reference} : votre avis" : $"{Sheets.Count} fiches : votre avis";
}

/// <summary>The sheet under review.</summary>
public sealed record ReviewedSheet(
    string Reference, string Title, string Region, string Territory, string Owner, string Budget, string Version, string? Description,
    IReadOnlyList<(string Label, string Value)> Details, IReadOnlyList<ReviewedRequest> Requests)
{
    /// <summary>Why none of it takes an answer any more; null while some does.</summary>
    public string? Closed { get; init; }

    /// <summary>What the Region and others joined to it.</summary>
    public IReadOnlyList<ActionSheets.Attachments.ShownAttachment> Attachments { get; init; } = [];

    public string RequestCount => ActionSheets.Reference.French.Count(Requests.Count, "demande", "demandes");
}

/// <summary>One request of the letter; its fields begin with <paramref name="Id"/>. <paramref name="Standing"/>: the last answer, in its lines; none before.</summary>
/// <param name="Changes">What differs from the version this desk answered or first saw.</param>
/// <param name="IsToReconfirm">The sheet has changed since that answer: it can be given again as it is, or revised.</param>
public sealed record ReviewedRequest(string Id, string Kind, string Amount, string Text, bool IsToReconfirm, IReadOnlyList<string> Standing, IReadOnlyList<ActionSheets.Sheets.ShownChange> Changes)
{
    /// <summary>It was cancelled, or its sheet withdrawn: shown, and without fields.</summary>
    public bool IsClosed { get; init; }
}

/// <summary>One line of the receipt page.</summary>
public sealed record RecordedLine(string Title, RequestName Name, string RequestKey, string RecordedAt, string Number, int AnswerNumber, string Receipt);

/// <summary>The page that joins documents to answers. <paramref name="Answered"/>: the answers one may go with.</summary>
public sealed record DocumentsModel(string Token, string FormToken, IReadOnlyList<Choice> Answered, IReadOnlyList<ActionSheets.Attachments.ShownAttachment> Documents, TypedFields Fields);
