namespace ActionSheets.Registers;

/// <summary>
/// Whom a letter goes to: <paramref name="Body"/> is an operator code, <c>etat</c>, <c>region</c> or <c>ministere</c>;
/// <paramref name="Scope"/> a Region's INSEE code, or <c>*</c> for every Region that has no desk of its own. Addresses are shared mailboxes.
/// </summary>
/// <param name="Absence">Days on which the substitute answers instead.</param>
/// <param name="DigestHour">Hour of the Paris day at which the desk wants its letters; null is at once.</param>
/// <param name="Since">Paris day from which this entry counts.</param>
internal sealed record Desk(
    string Body, string Scope, string Name, string Address, string? Substitute, string? RegionalHead, Absence? Absence, int? DigestHour, DateOnly? Since)
{
    public string Key => $"{Body}/{Scope}";

    /// <summary>Where a letter of this day goes.</summary>
    public string AddressOn(DateOnly day) => Absence is { } absence && absence.Covers(day) && Substitute is { } substitute ? substitute : Address;

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
