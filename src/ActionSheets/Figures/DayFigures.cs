using System.Text.Json;
using ActionSheets.Agreements;
using ActionSheets.Nights;
using ActionSheets.Reference;

namespace ActionSheets.Figures;

/// <summary>
/// What a press release says of a night. Counts are those of <c>totals.json</c>, agreements those whose signature was recorded before the day was
/// over: nothing is estimated, and what is not known is not said.
/// </summary>
internal sealed record DayFigures(DateOnly Night, IReadOnlyList<Agreement> Signed, int AgreementsInPrinciple, int AcceleratedAppraisals, int Territories)
{
    /// <summary>Both kinds of answer that commit an operator.</summary>
    public int Commitments => AgreementsInPrinciple + AcceleratedAppraisals;

    public static DayFigures Of(DateOnly night, JsonElement totals, IReadOnlyList<Agreement> signed) => new(
        night,
        signed,
        totals.GetProperty("agreementsInPrinciple").GetInt32(),
        totals.GetProperty("acceleratedAppraisals").GetInt32(),
        totals.GetProperty("territoriesWithSheets").GetInt32());
}

/// <summary>Reads them, of one night or of the latest.</summary>
public sealed class DayFigureReader(NightRegister register, NightFigures files, AgreementStore agreements)
{
    /// <summary>The published night of this name; of no name, the latest. Null when there is none.</summary>
    internal async Task<PublishedNight?> Night(string? name, CancellationToken cancellationToken) =>
        string.IsNullOrEmpty(name) ? await register.Latest(cancellationToken)
        : NightDate.TryParse(name, out var day) ? await register.Find(day, cancellationToken)
        : null;

    /// <summary>Agreements whose signature was recorded before the day was over, in the order of signing.</summary>
    internal async Task<IReadOnlyList<Agreement>> Signed(PublishedNight night, CancellationToken cancellationToken)
    {
        var signed = await agreements.SignedBefore(ParisDay.EndOf(night.Night), cancellationToken);
        return [.. signed.OrderBy(agreement => agreement.SignedOn).ThenBy(agreement => agreement.TerritoryId, StringComparer.Ordinal)];
    }

    /// <summary>Null while the night is being made again.</summary>
    internal async Task<DayFigures?> Of(PublishedNight night, CancellationToken cancellationToken) =>
        await files.Totals(night, cancellationToken) is { } totals
            ? DayFigures.Of(night.Night, totals, await Signed(night, cancellationToken))
            : null;
}
