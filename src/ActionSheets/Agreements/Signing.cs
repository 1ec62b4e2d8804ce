using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Web;

namespace ActionSheets.Agreements;

/// <summary>Writes agreements; a signature moves its sheets to <c>contracted</c>. Order: promise, agreement, sheets, promise kept.</summary>
public sealed class Signing(AgreementStore agreements, SheetStore sheets, SheetIndex index, TimeProvider clock)
{
    /// <summary>After this long a promise without a signature means that none came.</summary>
    private static readonly TimeSpan Lapse = TimeSpan.FromMinutes(15);

    /// <summary>Null when this caller may write agreements of this territory: the Region that leads it, and the ministry.</summary>
    internal static Problem? Refusal(Territory territory, Caller caller) =>
        caller.Role == Who.Region && territory.LeadRegion != caller.Region ? Problem.NotLed(territory.Name) : null;

    /// <summary>A new agreement, or a later state of one; the problem when it may not be.</summary>
    /// <param name="faults">What the form found; what is wrong with the sheets is told with it.</param>
    internal async Task<(StoredAgreement? Agreement, Problem? Problem)> Write(
        StoredAgreement? before, string id, SentAgreement sent, Faults faults, Caller caller, CancellationToken cancellationToken)
    {
        if (before is not null && sent.Territory is { LeadRegion: var region } && region != before.Agreement.Region)
        {
            faults.Add("territoryId", "Un accord ne passe pas à une autre Région.");
        }

        await (sent.Territory is { } named ? CheckSheets(sent, named, faults, cancellationToken) : Task.CompletedTask);
        if (faults.Any || sent.Territory is not { } territory)
        {
            return (null, Problem.Invalid(faults.ToDictionary()));
        }

        if (before is { Agreement: { State: AgreementState.Signed } signed } && !IsSame(signed, sent))
        {
            return (null, Problem.WrongState("Un accord signé ne change plus : un avenant le modifie."));
        }

        var isSigned = sent.State == AgreementState.Signed;
        var agreement = new Agreement(
            id, territory.LeadRegion, territory.Id, sent.Kind, sent.State, sent.SignedOn, isSigned ? before?.Agreement.SignedAt ?? Instant.NowOn(clock) : null, sent.Signatories, sent.Sheets, isSigned ? before?.Agreement.SignedBy ?? caller.Actor : null);
        await (isSigned ? agreements.Promise(agreement, Instant.NowOn(clock), cancellationToken) : Task.CompletedTask);
        var stored = before is null ? await agreements.Add(agreement) : await agreements.Replace(before, agreement);
        if (stored is null)
        {
            return (null, Problem.StaleVersion());
        }

        await (isSigned ? Annex(agreement) : Task.CompletedTask);
        return (stored, null);
    }

    /// <summary>Makes up for signatures whose writer died before every sheet knew.</summary>
    internal async Task Finish(CancellationToken cancellationToken)
    {
        foreach (var (region, id) in await agreements.Promises(cancellationToken))
        {
            if (await agreements.Find(region, id, cancellationToken) is { Agreement: { State: AgreementState.Signed } agreement })
            {
                await Annex(agreement);
            }
            else if (await agreements.MadeAt(region, id, cancellationToken) is { } madeAt && madeAt + Lapse < Instant.NowOn(clock))
            {
                await agreements.Keep(region, id);
            }
        }
    }

    internal static bool IsSame(Agreement signed, SentAgreement sent) =>
        signed.TerritoryId == sent.Territory!.Id && signed.Kind == sent.Kind && signed.State == sent.State && signed.SignedOn == sent.SignedOn
        && signed.Signatories.SequenceEqual(sent.Signatories) && signed.Sheets.SequenceEqual(sent.Sheets);

    private async Task CheckSheets(SentAgreement sent, Territory territory, Faults faults, CancellationToken cancellationToken)
    {
        for (var i = 0; i < sent.Sheets.Length; i++)
        {
            var (annexed, path) = (sent.Sheets[i], FormattableString.Invariant($"sheets[{i}]"));
            if (faults.At($"{path}.id") || annexed.Id.Length == 0)
            {
                continue;
            }

            if (sent.Sheets.Take(i).Any(before => before.Id == annexed.Id))
            {
                faults.Add($"{path}.id", "Cette fiche est déjà dans la liste.");
                continue;
            }

            var stored = SheetId.TryParse(annexed.Id, out var id) ? await sheets.Find(id, cancellationToken) : null;
            if (stored is null || stored.Sheet.TerritoryId != territory.Id)
            {
                faults.Add($"{path}.id", "Cette fiche n'est pas de ce territoire.");
            }
            else if (annexed.Version > stored.Sheet.Version)
            {
                faults.Add($"{path}.version", "Cette version n'existe pas.");
            }
            else if (stored.Sheet.Withdrawal is not null)
            {
                faults.Add($"{path}.id", "Cette fiche a été retirée.");
            }
        }
    }

    private async Task Annex(Agreement agreement)
    {
        foreach (var annexed in agreement.Sheets)
        {
            await Annex(agreement, annexed);
        }

        await agreements.Keep(agreement.Region, agreement.Id);
    }

    private async Task Annex(Agreement agreement, AnnexedSheet annexed)
    {
        while (await sheets.Find(SheetId.Parse(annexed.Id), CancellationToken.None) is { } stored)
        {
            if (stored.Sheet.Agreements.Contains(agreement.Id))
            {
                // A run may have died between the sheet and its line in the lists.
                await index.Put(stored.Sheet, CancellationToken.None);
                return;
            }

            var entry = stored.Sheet.Next(Instant.NowOn(clock), agreement.SignedBy ?? "system", new SheetContracted(agreement.Id, annexed.Version, agreement.SignedOn!.Value));
            await sheets.Append(stored, [entry]);
        }
    }
}
