namespace ActionSheets.Nights.Pages;

/// <summary>One line of the journal of downloads, all of it text.</summary>
public sealed record DownloadLine(string At, string Night, string File, string Who);
