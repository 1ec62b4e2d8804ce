namespace ActionSheets.Sheets.Pages;

/// <summary>The list page. <paramref name="Next"/>: address of the next page, null on the last.</summary>
public sealed record SheetsModel(bool MaySubmit, IReadOnlyList<DraftLine> Drafts, IReadOnlyList<SheetLine> Sheets, string? Next);

/// <summary>A draft in the list; <paramref name="Corrects"/> is the reference of the sheet it corrects.</summary>
public sealed record DraftLine(string Id, string Title, string? Corrects, string SavedAt, string SavedBy);

/// <summary>A sheet in the list.</summary>
public sealed record SheetLine(string Id, string Reference, string Title, string Territory, string Status, string SubmittedOn, int Open, int Answered);
