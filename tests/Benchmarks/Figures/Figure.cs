namespace Benchmarks.Figures;

/// <summary>One run of the product and the run of the baseline that followed it.</summary>
internal readonly record struct Pair(double Ours, double Baseline)
{
    public double Ratio => Ours / Baseline;
}

/// <summary>The bound a ratio is held to; of a rate it is a floor, of a cost a ceiling.</summary>
internal sealed record Goal(double Bound, bool IsFloor)
{
    public static Goal AtLeast(double bound) => new(bound, IsFloor: true);

    public static Goal AtMost(double bound) => new(bound, IsFloor: false);

    public bool IsMetBy(double ratio) => IsFloor ? ratio >= Bound : ratio <= Bound;

    public override string ToString() => FormattableString.Invariant($"{(IsFloor ? ">=" : "<=")} {Bound:0.0#}");
}

/// <summary>One line of the table. Values and ratio are medians over the pairs: a neighbour's build disturbs one pair, not the middle one.</summary>
/// <param name="Goal">Null for a figure that is only told.</param>
/// <param name="Error">Why the figure does not count: a run that met an error fails itself.</param>
internal sealed record Figure(string Name, string Unit, Goal? Goal, IReadOnlyList<Pair> Pairs, string? Error = null)
{
    public double Value => Median(pair => pair.Ours);

    public double BaselineValue => Median(pair => pair.Baseline);

    public double Ratio => Median(pair => pair.Ratio);

    public double Min => Pairs.Min(pair => pair.Ratio);

    public double Max => Pairs.Max(pair => pair.Ratio);

    public static Figure Failed(string name, string error) => new(name, "", Goal: null, [], error);

    private double Median(Func<Pair, double> of)
    {
        var sorted = Pairs.Select(of).Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
