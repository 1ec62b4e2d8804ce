using System.Text;
using ActionSheets.Sheets;

namespace ActionSheets.Attachments;

/// <summary>
/// Not a scanner: finds the EICAR test string as it stands and nothing else, so that a machine without one shows both verdicts. Never in Azure.
/// </summary>
internal sealed class EicarOnlyScanner(AttachmentFiles files) : IAttachmentScanner
{
    /// <summary>In two pieces, or a real scanner would take this program for a threat.</summary>
    private static readonly byte[] TestString = Encoding.ASCII.GetBytes(string.Concat(@"X5O!P%@AP[4\PZX54(P^)7CC)7}", string.Join('-', "$EICAR", "STANDARD", "ANTIVIRUS", "TEST", "FILE!$H+H*")));

    public string Name => "eicar-only";

    public async Task<ScanResult> Scan(AttachmentId id, Attachment file, CancellationToken cancellationToken)
    {
        if (await files.Open(id, file.Sha256, cancellationToken) is not { } content)
        {
            return ScanResult.Failed;
        }

        await using (content)
        {
            using var all = new MemoryStream();
            await content.CopyToAsync(all, cancellationToken);
            return all.GetBuffer().AsSpan(0, (int)all.Length).IndexOf(TestString) < 0 ? ScanResult.Clean : ScanResult.Infected("EICAR test string");
        }
    }
}
