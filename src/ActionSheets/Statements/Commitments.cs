using System.Collections.Immutable;
using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Storage;

namespace ActionSheets.Statements;

/// <summary>Reads what stands promised on a territory, from its sheets as they are now.</summary>
public sealed class Commitments(SheetIndex index, SheetStore sheets)
{
    /// <summary>A sheet that was given up holds no promise.</summary>
    private static readonly SheetStatus[] GivenUp = [SheetStatus.Withdrawn, SheetStatus.Abandoned, SheetStatus.Merged];

    internal async Task<ImmutableArray<Commitment>> Of(Territory territory, CancellationToken cancellationToken)
    {
        var ids = await index.OfTerritory(territory, cancellationToken);
        var found = await AtOnce.Each(ids, id => sheets.Find(id, cancellationToken));
        return
        [
            .. found.OfType<StoredSheet>().Select(stored => stored.Sheet)
                .Where(sheet => sheet.TerritoryId == territory.Id && !GivenUp.Contains(sheet.Status))
                .OrderBy(sheet => sheet.Reference.Length).ThenBy(sheet => sheet.Reference, StringComparer.Ordinal)
                .SelectMany(sheet => sheet.Requests.Where(IsCommitted).Select(request => Of(sheet, request, request.Answer!))),
        ];
    }

    private static bool IsCommitted(Request request) =>
        request.Status != RequestStatus.Cancelled && request.Answer?.Kind is AnswerKinds.AgreementInPrinciple or AnswerKinds.AcceleratedAppraisal;

    private static Commitment Of(Sheet sheet, Request request, Answer answer) => new(
        sheet.Id, sheet.Reference, sheet.Title, request.Id, request.Operator, answer.Kind, answer.Amount, answer.AmountKind, answer.ValidUntil,
        answer.AppraisalOpensOn, request.Status == RequestStatus.ToReconfirm, request.FollowUp?.AmountPaid, answer.Number, answer.SheetVersion, answer.AnsweredAt, answer.Receipt);
}
