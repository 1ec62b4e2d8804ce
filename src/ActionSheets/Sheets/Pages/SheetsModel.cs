using ActionSheets.Web.Forms;

namespace ActionSheets.Sheets.Pages;

/// <summary>The list page. <paramref name="Next"/>: address of the next page, null on the last.</summary>
public sealed record SheetsModel(bool MaySubmit, IReadOnlyList<DraftLine> Drafts, IReadOnlyList<SheetLine> Sheets, string? Next, SheetsFilter Filter);

/// <summary>What the list can be narrowed to, and is. <paramref name="Regions"/> is empty for who sees one Region's sheets only.</summary>
public sealed record SheetsFilter(TypedFields Chosen, IReadOnlyList<Choice> Territories, IReadOnlyList<Choice> Statuses, IReadOnlyList<Choice> Regions)
{
    /// <summary>Whether less than all is shown.</summary>
    public bool IsSet => Chosen.Names.Any(name => Chosen[name].Length > 0);

    /// <summary>Where all that stands promised on the chosen territory is read; null where none is chosen, or for who may not.</summary>
    public string? CommitmentsPath { get; init; }
}

/// <summary>A draft in the list; <paramref name="Corrects"/> is the reference of the sheet it corrects.</summary>
public sealed record DraftLine(string Id, string Title, string? Corrects, string SavedAt, string SavedBy);

/// <summary>A sheet in the list.</summary>
public sealed record SheetLine(string Id, string Reference, string Title, string Territory, string Status, string SubmittedOn, int Open, int Answered);
