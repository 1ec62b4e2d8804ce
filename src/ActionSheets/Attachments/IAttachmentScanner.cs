using ActionSheets.Sheets;

namespace ActionSheets.Attachments;

/// <summary>Judges the content of a file. An interface because what judges stands outside and differs from place to place.</summary>
public interface IAttachmentScanner
{
    /// <summary>How the journal names it.</summary>
    string Name { get; }

    /// <summary>The verdict, or none yet: also when the scanner is away. Throws when storage is.</summary>
    internal Task<ScanResult> Scan(AttachmentId id, Attachment file, CancellationToken cancellationToken);
}

/// <summary>What a scanner says. <paramref name="Verdict"/>: <c>clean</c>, <c>infected</c>, <c>failed</c>, or null for not yet.</summary>
/// <param name="Threat">What it found, in its own words.</param>
internal sealed record ScanResult(string? Verdict, string? Threat = null)
{
    public static readonly ScanResult NotYet = new((string?)null);
    public static readonly ScanResult Clean = new("clean");
    public static readonly ScanResult Failed = new("failed");

    private const int LongestThreat = 200;

    /// <summary>The words of a scanner become part of the journal: short and without control characters.</summary>
    public static ScanResult Infected(string threat) =>
        new("infected", new string([.. threat.Where(character => character is >= ' ' and <= '~').Take(LongestThreat)]));
}
