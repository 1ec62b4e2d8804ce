namespace ActionSheets.Nights;

/// <summary>The sums of one night, as its file has them. <paramref name="File"/>: <c>totals.json</c>, or of a Region its table by Region.</summary>
internal sealed record NightSums(DateOnly Night, string File, decimal Sheets, decimal Requests, decimal Answers, decimal Requested, decimal Agreed, decimal Paid);

/// <summary>A dozen nights, evenly apart from the first of the chain to the latest: read from the files of each, so a picture over time says what they say.</summary>
public sealed class NightsOverTime(NightRegister register, NightFigures figures)
{
    private const int Most = 12;

    /// <param name="prefix">Of a Region's part; empty for the whole.</param>
    internal async Task<IReadOnlyList<NightSums>> Read(string prefix, CancellationToken cancellationToken)
    {
        var chain = await register.Chain(cancellationToken);
        if (chain.Count == 0)
        {
            return [];
        }

        var latest = chain[^1].Night;
        var step = Math.Max(1, (int)Math.Ceiling((latest.DayNumber - chain[0].Night.DayNumber) / (double)(Most - 1)));
        var wanted = chain.Where(night => (latest.DayNumber - night.Night.DayNumber) % step == 0);
        var found = await Task.WhenAll(wanted.Select(night => Of(night.Night, prefix, cancellationToken)));
        return [.. found.OfType<NightSums>()];
    }

    /// <summary>Null when the night has no such part, or is being made again.</summary>
    private async Task<NightSums?> Of(DateOnly day, string prefix, CancellationToken cancellationToken)
    {
        if (await register.Find(day, cancellationToken) is not { } night)
        {
            return null;
        }

        if (prefix.Length > 0)
        {
            return await figures.Table(night, prefix + "by-region.csv", cancellationToken) is { } table
                ? new NightSums(day, table.File, table.Sum("fiches"), table.Sum("demandes"), table.Sum("reponses"), table.Sum("demande"), table.Sum("accorde"), table.Sum("paye"))
                : null;
        }

        return await figures.Totals(night, cancellationToken) is { } totals && totals.GetProperty("amounts") is var amounts
            ? new NightSums(
                day, NightContent.TotalsFile, totals.GetProperty("sheets").GetDecimal(), totals.GetProperty("requests").GetDecimal(), totals.GetProperty("answers").GetDecimal(),
                amounts.GetProperty("requested").GetDecimal(), amounts.GetProperty("agreed").GetDecimal(), amounts.GetProperty("paid").GetDecimal())
            : null;
    }
}
