using ActionSheets.Sheets;

namespace ActionSheets.Attachments;

/// <summary>
/// Reads the verdict that Microsoft Defender for Storage leaves on a blob it has scanned on upload: an index tag.
/// https://learn.microsoft.com/azure/defender-for-cloud/on-upload-malware-scanning
/// </summary>
internal sealed class DefenderScanner(AttachmentFiles files) : IAttachmentScanner
{
    internal const string Tag = "Malware Scanning scan result";

    public string Name => AttachmentOptions.Defender;

    /// <summary>Any other word (<c>Error</c>, <c>Not scanned</c>) is Defender giving up: it looks once, when the blob is written.</summary>
    public async Task<ScanResult> Scan(AttachmentId id, Attachment file, CancellationToken cancellationToken) =>
        (await files.Tags(id, cancellationToken)).TryGetValue(Tag, out var said)
            ? said switch
            {
                "No threats found" => ScanResult.Clean,
                "Malicious" => ScanResult.Infected(said),
                _ => ScanResult.Failed,
            }
            : ScanResult.NotYet;
}
