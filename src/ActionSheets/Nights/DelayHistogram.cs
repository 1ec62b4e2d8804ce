namespace ActionSheets.Nights;

/// <summary>How often each delay in working days occurs: a median without keeping every value.</summary>
internal sealed class DelayHistogram
{
    private readonly SortedDictionary<int, int> _counts = [];
    private int _total;

    public void Add(int workingDays)
    {
        _counts[workingDays] = _counts.GetValueOrDefault(workingDays) + 1;
        _total++;
    }

    /// <summary>How many took no longer than that.</summary>
    public int Within(int workingDays) => _counts.Where(count => count.Key <= workingDays).Sum(count => count.Value);

    /// <summary>Between the two middle values when their number is even; null when there is none.</summary>
    public decimal? Median => _total == 0 ? null : (At((_total - 1) / 2) + At(_total / 2)) / 2m;

    private int At(int rank)
    {
        foreach (var (workingDays, count) in _counts)
        {
            rank -= count;
            if (rank < 0)
            {
                return workingDays;
            }
        }

        throw new InvalidOperationException("The rank is beyond the last value.");
    }
}
