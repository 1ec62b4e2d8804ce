using ActionSheets.Attachments;
using ActionSheets.Web.Forms;

namespace ActionSheets.Drafts.Pages;

/// <summary>The last page before submitting.</summary>
public sealed record SummaryModel(
    SavedDraft Draft, string FormToken, IReadOnlyDictionary<string, string[]> Errors, IReadOnlyDictionary<string, string> Fields, SheetMoney Money, IReadOnlyList<SheetLink> Alike, string? LinkSentTo)
{
    /// <summary>The sheet this corrects: its page is where files are attached then.</summary>
    public string? Sheet { get; init; }

    public IReadOnlyList<ShownAttachment> Files { get; init; } = [];

    /// <summary>What is wrong with the files that were sent.</summary>
    public TypedFields Sent { get; init; } = TypedFields.Empty;

    /// <summary>What the second signature has come to; null where none was asked for.</summary>
    public string? Signing { get; init; }

    /// <summary>Who signs before it is submitted; null where nobody does.</summary>
    public string? Validator { get; init; }
}

/// <summary>A sheet by its reference and title.</summary>
public sealed record SheetLink(string Id, string Reference, string Title);
