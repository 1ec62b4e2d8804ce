using System.Globalization;
using LocalHost.Clock;
using LocalHost.Starting;

namespace LocalHost.Mail;

/// <summary>The captured mail, one file each, named by the order of arrival. Nothing is held in memory but the count.</summary>
internal sealed class MailBox
{
    private readonly string _folder;
    private int _last;

    public MailBox(DataFolder data)
    {
        _folder = data.Folder("mail");
        _last = Files().Select(Number).DefaultIfEmpty().Max();
    }

    /// <summary>Returns once the mail is kept.</summary>
    public Task KeepAsync(CapturedMail mail)
    {
        var number = Interlocked.Increment(ref _last).ToString("D9", CultureInfo.InvariantCulture);

        // Not cancelled: a sender that has gone must not leave half a mail, and SendGrid would keep it too.
        return KeptFile.WriteAsync(Path.Combine(_folder, $"{number}-{mail.Id}.json"), mail, MailJson.Legible.CapturedMail, CancellationToken.None);
    }

    /// <summary>By the time each was received: of two at once, the later one may have been kept first.</summary>
    public IReadOnlyList<CapturedMail> NewestFirst() =>
        [.. Files().OrderDescending(StringComparer.Ordinal).Select(Read).OfType<CapturedMail>().OrderByDescending(mail => Rfc3339.Parse(mail.ReceivedAt))];

    /// <summary>The mail of an id, which may come from outside and is compared, not made a path.</summary>
    public CapturedMail? Find(string id) =>
        Files().FirstOrDefault(file => Path.GetFileNameWithoutExtension(file).EndsWith('-' + id, StringComparison.Ordinal)) is { } file
            ? Read(file)
            : null;

    private static CapturedMail? Read(string file) => KeptFile.Read(file, MailJson.Legible.CapturedMail);

    private static int Number(string file) => int.Parse(Path.GetFileName(file).AsSpan(0, 9), CultureInfo.InvariantCulture);

    private IEnumerable<string> Files() => Directory.EnumerateFiles(_folder, "*.json");
}
