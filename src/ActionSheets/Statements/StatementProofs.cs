using ActionSheets.Reference;
using ActionSheets.Sheets;

namespace ActionSheets.Statements;

/// <summary>What the fingerprint of a statement proves: it is in force while it says what stands promised now.</summary>
internal sealed class StatementProofs(StatementStore statements, Commitments commitments, ReferenceData reference) : IProofs
{
    public async Task<ReceiptProof?> Find(string sha256, CancellationToken cancellationToken)
    {
        if (await statements.Find(sha256, cancellationToken) is not { } statement)
        {
            return null;
        }

        var later = (await statements.Of(statement.TerritoryId, cancellationToken)).TakeWhile(other => other.At > statement.At).LastOrDefault();
        var isInForce = later is null && statement.Says(await commitments.Of(reference.TerritoryById(statement.TerritoryId)!, cancellationToken));
        return new ReceiptProof(ReceiptProof.Statement, statement.At, later?.At, isInForce ? ReceiptState.InForce : ReceiptState.Replaced);
    }
}
