using System.Text.Json.Serialization;

namespace ActionSheets.Registers;

/// <summary>
/// A desk of the register: the entry that serves and the one that takes its place on a day to come. <paramref name="Present"/> is null while
/// the first entry has not begun; <paramref name="Coming"/> when nothing is to come.
/// </summary>
internal sealed record DeskEntry(Desk? Present, Desk? Coming)
{
    /// <summary>What there is to show; an entry that has not begun stands for itself, and its <c>since</c> says so.</summary>
    public Desk Told => (Present ?? Coming)!;
}

/// <summary>A desk as the API gives it. <paramref name="Waiting"/>: requests that wait there, in the list only.</summary>
/// <param name="RefusedAt">When the address refused mail for good; null while it takes it.</param>
/// <param name="AbsentSince">First day of the absence for which the substitute was brought in.</param>
/// <param name="Coming">The entry that takes its place, on the day <c>since</c> of it.</param>
internal sealed record ShownDesk(
    string Operator, string Region, string Name, string Address, string? Substitute, string? RegionalHead, Absence? Absence, int? DigestHour, QuietHours? QuietHours,
    bool AddressRefused, DateTimeOffset? RefusedAt, DateOnly? AbsentSince, DateOnly? Since, ShownDesk? Coming,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Waiting)
{
    /// <summary>The only axis it serves; left out for a desk of every axis.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Axis { get; init; }

    public static ShownDesk Of(DeskEntry entry, int? waiting = null) =>
        Of(entry.Told) with { Coming = entry is { Present: not null, Coming: { } coming } ? Of(coming) : null, Waiting = waiting };

    private static ShownDesk Of(Desk desk) => new(
        desk.Body, DeskScope.RegionOf(desk.Scope), desk.Name, desk.Address, desk.Substitute, desk.RegionalHead, desk.Absence, desk.DigestHour, desk.QuietHours,
        desk.IsRefused, desk.IsRefused ? desk.State.RefusedAt : null, desk.State.AbsentSince, desk.Since, null, null)
    {
        Axis = DeskScope.AxisOf(desk.Scope),
    };

    /// <summary>Addresses stay out of logs.</summary>
    public override string ToString() => nameof(ShownDesk);
}
