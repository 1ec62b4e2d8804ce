using ActionSheets.Web;

namespace ActionSheets.Agreements;

/// <summary>Finds an agreement by its public name, <c>{region}-{id}</c>. What one may not read, one may not know of.</summary>
public sealed class FoundAgreements(AgreementStore agreements, AgreementView view)
{
    private const int IdLength = 32;

    internal async Task<StoredAgreement?> Find(string name, Caller caller, CancellationToken cancellationToken) =>
        name is { Length: 3 + IdLength } && name[2] == '-' && name[..2].All(char.IsAsciiDigit) && name[3..].All(char.IsAsciiHexDigitLower)
        && await agreements.Find(name[..2], name[3..], cancellationToken) is { } stored && view.MayRead(stored.Agreement, caller)
            ? stored
            : null;

    internal async Task<IReadOnlyList<Agreement>> All(Caller caller, CancellationToken cancellationToken) =>
        [.. (await agreements.All(cancellationToken)).Where(agreement => view.MayRead(agreement, caller)).OrderByDescending(agreement => agreement.SignedOn ?? DateOnly.MaxValue).ThenBy(agreement => agreement.TerritoryId, StringComparer.Ordinal)];
}
