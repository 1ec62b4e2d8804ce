using System.Text.RegularExpressions;

namespace ActionSheets.Sheets;

/// <summary>What a fingerprint proves. <paramref name="Kind"/> is one of the words below.</summary>
public sealed record ReceiptProof(string Kind, DateTimeOffset At, DateTimeOffset? ReplacedAt, ReceiptState State)
{
    public const string ActionSheet = "action-sheet";
    public const string Answer = "answer";
    public const string Statement = "statement";
}

/// <summary>Other documents than sheets and answers that a fingerprint may prove.</summary>
public interface IProofs
{
    /// <summary>Null when the fingerprint is of none of them.</summary>
    /// <param name="sha256">In lower case.</param>
    Task<ReceiptProof?> Find(string sha256, CancellationToken cancellationToken);
}

/// <summary>Whether what a receipt proves still counts; on the wire in kebab case.</summary>
public enum ReceiptState
{
    InForce,
    Withdrawn,
    Replaced,
}

/// <summary>Follows a fingerprint to what it proves.</summary>
public sealed partial class ReceiptProofs(Receipts receipts, SheetStore store, IEnumerable<IProofs> others)
{
    /// <summary>Null when it proves nothing. The same content may have been sent twice: what is in force counts.</summary>
    /// <param name="sha256">In either case: some programs write hashes in capitals.</param>
    internal async Task<ReceiptProof?> Find(string sha256, CancellationToken cancellationToken)
    {
        var proven = Fingerprint().IsMatch(sha256) ? await Proven(sha256.ToLowerInvariant(), cancellationToken) : [];
        return proven.OrderBy(receipt => receipt.State).ThenBy(receipt => receipt.At).FirstOrDefault();
    }

    [GeneratedRegex("^[0-9a-fA-F]{64}$", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Fingerprint();

    private static ReceiptProof? Prove(string sha256, ReceiptPointer pointer, Sheet sheet)
    {
        if (pointer.Kind == ReceiptKind.Sheet)
        {
            return Versions(sheet).Where(version => version.Number == pointer.Number && version.BodySha256 == sha256)
                .Select(version => new ReceiptProof(ReceiptProof.ActionSheet, version.At, version.ReplacedAt, StateOf(sheet, version.ReplacedAt))).FirstOrDefault();
        }

        var answers = sheet.Requests.Select(request => request.Answers).FirstOrDefault(answers => answers.Any(answer => answer.Number == pointer.Number));
        if (answers.IsDefault || answers.First(answer => answer.Number == pointer.Number) is not { } answer || answer.Receipt != sha256)
        {
            return null;
        }

        var replacement = answers.FirstOrDefault(later => later.Replaces == answer.Number);
        return new ReceiptProof(ReceiptProof.Answer, answer.AnsweredAt, replacement?.AnsweredAt, StateOf(sheet, replacement?.AnsweredAt));
    }

    internal static IEnumerable<(int Number, string BodySha256, DateTimeOffset At, DateTimeOffset? ReplacedAt)> Versions(Sheet sheet) =>
    [
        .. sheet.PastVersions.Select(past => (past.Number, past.BodySha256, past.At, (DateTimeOffset?)past.ReplacedAt)),
        (sheet.Version, sheet.BodySha256, sheet.VersionAt, null),
    ];

    private static ReceiptState StateOf(Sheet sheet, DateTimeOffset? replacedAt) =>
        (replacedAt, sheet.Withdrawal) switch
        {
            ({ }, _) => ReceiptState.Replaced,
            (_, { }) => ReceiptState.Withdrawn,
            _ => ReceiptState.InForce,
        };

    private async Task<List<ReceiptProof>> Proven(string sha256, CancellationToken cancellationToken)
    {
        var proven = new List<ReceiptProof>();
        foreach (var pointer in await receipts.Find(sha256, cancellationToken))
        {
            if (await store.Find(pointer.Sheet, cancellationToken) is { } stored && Prove(sha256, pointer, stored.Sheet) is { } receipt)
            {
                proven.Add(receipt);
            }
        }

        foreach (var other in proven.Count == 0 ? others : [])
        {
            if (await other.Find(sha256, cancellationToken) is { } proof)
            {
                proven.Add(proof);
            }
        }

        return proven;
    }
}
