namespace ActionSheets.Agreements.Pages;

/// <summary>One line of <c>/contrats</c>, all of it text.</summary>
/// <param name="PressName">The name of the press release, where it is another one.</param>
public sealed record AgreementLine(
    string Territory, string Region, string Kind, string State, string SignedOn, string Sheets, string Path, IReadOnlyList<(string Group, string Names)> Signatories, string? PressName);
