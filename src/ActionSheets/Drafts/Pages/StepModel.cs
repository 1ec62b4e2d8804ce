using ActionSheets.Web.Forms;

namespace ActionSheets.Drafts.Pages;

/// <summary>What a page of the form shows. <paramref name="Draft"/> is null before the first save.</summary>
public sealed record StepModel(SheetStep Step, string Action, string FormToken, TypedFields Fields, FormChoices Choices, SavedDraft? Draft, SheetMoney Money)
{
    /// <summary>Texts someone else saved meanwhile, by field, where they differ from what was typed.</summary>
    public IReadOnlyDictionary<string, string> Theirs { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public bool IsJustSaved { get; init; }

    /// <summary>Whether what it shows is what was saved, faults and all: loaded again from its own address, it is the same.</summary>
    public bool IsSaved { get; init; }

    /// <summary>Whether the other text of a conflict is the reader's own, of another window.</summary>
    public bool IsSavedByReader { get; init; }

    /// <summary>The id of the draft that this page begins: sent twice, it begins one.</summary>
    public string NewDraft { get; init; } = "";

    /// <summary>Where a link to go on has just been sent; null when none was asked for.</summary>
    public string? LinkSentTo { get; init; }
}

/// <summary>What the form says of the draft it works on.</summary>
public sealed record SavedDraft(string Id, int Revision, string SavedAt, string SavedBy, string? Corrects);

/// <summary>The lists a form offers. <paramref name="Owners"/>: names to choose from or not.</summary>
public sealed record FormChoices(IReadOnlyList<Choice> Territories, IReadOnlyList<Choice> Operators, IReadOnlyList<string> Owners);
