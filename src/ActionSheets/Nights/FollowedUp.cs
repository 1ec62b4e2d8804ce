using System.Globalization;
using System.Text.Json;
using ActionSheets.Sheets;

namespace ActionSheets.Nights;

/// <summary>
/// What became of an operator's promise: when its appraisal opened, when it decided, when it first paid, how much it has paid in all (euros).
/// Read from the data of journal entries of the type <c>follow-up</c>; each one says the whole state of one request, the last one counts.
/// </summary>
internal sealed record FollowedUp(DateOnly? OpenedOn, DateOnly? DecidedOn, DateOnly? FirstPaymentOn, decimal? AmountPaid)
{
    public const string EventType = "follow-up";

    public static readonly FollowedUp Nothing = new(null, null, null, null);

    public static (string Request, FollowedUp State) Of(JournalEntry entry)
    {
        using var document = JsonDocument.Parse(entry.DataJson);
        var data = document.RootElement;
        var state = new FollowedUp(Day("openedOn"), Day("decidedOn"), Day("firstPaymentOn"), Paid());
        return (data.GetProperty("request").GetString()!, state);

        DateOnly? Day(string name) =>
            data.TryGetProperty(name, out var day) && day.ValueKind == JsonValueKind.String ? DateOnly.Parse(day.GetString()!, CultureInfo.InvariantCulture) : null;

        decimal? Paid() => data.TryGetProperty("amountPaid", out var paid) && paid.ValueKind == JsonValueKind.Number ? paid.GetDecimal() : null;
    }
}
