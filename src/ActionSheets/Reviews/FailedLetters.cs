using ActionSheets.Mail;
using ActionSheets.Sheets;

namespace ActionSheets.Reviews;

/// <summary>Letters about a sheet that the provider refused for good: among the dead letters until somebody has them sent again.</summary>
public sealed class FailedLetters(MailStore mails, DeskLetterStore deskLetters)
{
    /// <summary>When the letter failed, by operator; empty, and nothing read, where every letter has left.</summary>
    internal async Task<IReadOnlyDictionary<string, DateTimeOffset>> Of(Sheet sheet, CancellationToken cancellationToken)
    {
        var failed = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        var owed = sheet.Requests.Where(request => request.OwesLetter).Select(request => request.Operator).ToHashSet(StringComparer.Ordinal);
        foreach (var asked in owed)
        {
            if (await mails.FindDead(LetterId.Of(sheet, asked).ToString(), cancellationToken) is { } dead)
            {
                failed[asked] = dead.At;
            }
        }

        foreach (var dead in owed.Count == failed.Count ? [] : await mails.Dead(DeskLetterId.Prefix, cancellationToken))
        {
            if (LetterId.TryParse(dead.Key, out var letter) && letter is DeskLetterId { Purpose: LetterPurpose.Digest } digest && owed.Contains(digest.Operator)
                && await deskLetters.Find(digest, cancellationToken) is { } list && list.Items.Any(item => item.Sheet.Value == sheet.Id))
            {
                failed[digest.Operator] = dead.At;
            }
        }

        return failed;
    }
}
