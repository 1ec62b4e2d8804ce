namespace ActionSheets.Agreements.Pages;

/// <summary>One line of <c>/contrats</c>, all of it text.</summary>
/// <param name="FormPath">Where the reader may change it; null where not.</param>
/// <param name="SheetName">Its name on sheets, where the public knows it by another one.</param>
public sealed record AgreementLine(
    string Territory, string Region, string Kind, string State, string SignedOn, string Sheets, string Path, IReadOnlyList<(string Group, string Names)> Signatories, string? SheetName, string? FormPath);
