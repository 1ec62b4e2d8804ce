using System.Text.Json.Serialization;

namespace ActionSheets.Registers;

/// <summary>
/// Whom a letter goes to: <paramref name="Body"/> is an operator code, <c>etat</c>, <c>region</c> or <c>ministere</c>;
/// <paramref name="Scope"/> a <see cref="DeskScope"/>: a Region or every Region that has no desk of its own, one axis or all. Addresses are shared mailboxes.
/// </summary>
/// <param name="Absence">Days on which the substitute answers instead.</param>
/// <param name="QuietHours">Hours of the Paris day in which no letter is to leave; null is none.</param>
/// <param name="DigestHour">Hour of the Paris day at which the desk wants its letters; null is at once.</param>
/// <param name="Since">Paris day from which this entry counts.</param>
internal sealed record Desk(
    string Body, string Scope, string Name, string Address, string? Substitute, string? RegionalHead, Absence? Absence, int? DigestHour, DateOnly? Since, QuietHours? QuietHours = null)
{
    [JsonIgnore]
    public string Key => $"{Body}/{Scope}";

    /// <summary>What was seen of it: kept beside what an administrator writes.</summary>
    [JsonIgnore]
    public DeskState State { get; init; } = DeskState.Usual;

    /// <summary>Where a letter of this day goes.</summary>
    public string AddressOn(DateOnly day) => Substitute is { } substitute && (IsAbsentOn(day) || IsRefused) ? substitute : Address;

    [JsonIgnore]
    public bool IsRefused => string.Equals(State.RefusedAddress, Address, StringComparison.OrdinalIgnoreCase);

    public bool IsAbsentOn(DateOnly day) => Absence is { } absence && absence.Covers(day);

    /// <summary>True when an address belongs to this desk's organisation: same domain as the desk or its substitute.</summary>
    public bool IsOfDomain(string email) => DomainOf(email) is { } domain && (domain == DomainOf(Address) || domain == DomainOf(Substitute));

    private static string? DomainOf(string? email) =>
        email?.LastIndexOf('@') is { } at and >= 0 ? email[(at + 1)..].ToUpperInvariant() : null;
}

/// <summary>From the first day of absence to the last, both included.</summary>
internal sealed record Absence(DateOnly From, DateOnly Until)
{
    public bool Covers(DateOnly day) => From <= day && day <= Until;
}

/// <summary>From an hour of the Paris day up to another, which may be of the next day.</summary>
internal sealed record QuietHours(int From, int Until)
{
    public bool Cover(int hour) => From < Until ? From <= hour && hour < Until : hour >= From || hour < Until;
}

/// <summary>What mail and calendar did to a desk.</summary>
/// <param name="RefusedAddress">The address that refused mail for good; another address, or a delivery, is a new start.</param>
/// <param name="AbsentSince">First day of the absence for which the substitute was brought in; null while the titular is there.</param>
/// <param name="RefusedAt">When it did, and <paramref name="ReachedAt"/> when it took mail again: events come in any order.</param>
internal sealed record DeskState(string? RefusedAddress, DateOnly? AbsentSince, DateTimeOffset RefusedAt, DateTimeOffset ReachedAt)
{
    public static readonly DeskState Usual = new(null, null, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);

    /// <summary>Addresses stay out of logs.</summary>
    public override string ToString() => nameof(DeskState);
}
