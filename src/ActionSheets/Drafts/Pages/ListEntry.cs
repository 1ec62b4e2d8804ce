namespace ActionSheets.Drafts.Pages;

/// <summary>One entry of a repeated block: the path its fields begin with, and its number for people.</summary>
public sealed record ListEntry(string Path, int Number);
