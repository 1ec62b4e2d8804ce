namespace ActionSheets.Nights;

/// <summary>
/// Which figures of a table the public may see. A count from 1 to 4 is hidden with the amounts that hang on it; and where the hidden counts of a
/// group could be worked out from their known sum, more are hidden, smallest first, until they cannot.
/// </summary>
internal static class OpenTable
{
    /// <summary>The smallest count that is shown.</summary>
    public const int Smallest = 5;

    /// <summary>The keys to hide; null when even hiding all of the group would not do.</summary>
    /// <param name="counts">The counts of a group whose sum is known to everybody.</param>
    /// <param name="isListed">Whether a key stands in the table only because its count is not zero, which then is known, too.</param>
    public static IReadOnlySet<string>? Hidden(IReadOnlyCollection<(string Key, int Count)> counts, bool isListed)
    {
        var hidden = counts.Where(count => count.Count is > 0 and < Smallest).ToList();
        var shown = new Queue<(string Key, int Count)>(counts
            .Where(count => count.Count >= Smallest).OrderBy(count => count.Count).ThenBy(count => count.Key, StringComparer.Ordinal));
        while (!IsSafe(hidden, isListed))
        {
            if (!shown.TryDequeue(out var next))
            {
                return null;
            }

            hidden.Add(next);
        }

        return hidden.Select(count => count.Key).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Knowing the sum of what is hidden, each count may still be anything up to <see cref="Smallest"/> at least.</summary>
    private static bool IsSafe(List<(string Key, int Count)> hidden, bool isListed) =>
        hidden.Count == 0 || (hidden.Count > 1 && hidden.Sum(count => count.Count) - (isListed ? hidden.Count - 1 : 0) >= Smallest);
}
