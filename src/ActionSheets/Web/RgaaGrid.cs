using System.Reflection;

namespace ActionSheets.Web;

/// <summary>One criterion of the RGAA 4.1 and what is known of it. <paramref name="Proof"/> is empty where nothing was looked at.</summary>
internal sealed record RgaaCriterion(string Number, string Title, string Status, string Proof);

/// <summary>
/// The grid kept in <c>docs/rgaa.csv</c>, from which <c>/accessibilite</c> is made. What nobody has checked is <c>non-testé</c> and counts
/// like a fault: a page is not conforming because nobody looked.
/// </summary>
internal static class RgaaGrid
{
    public const string Conforming = "conforme";
    public const string Faulty = "non-conforme";
    public const string NotApplicable = "non-applicable";
    public const string Untested = "non-testé";

    public static IReadOnlyList<RgaaCriterion> Criteria { get; } = Read();

    /// <summary>Whole percents of the applicable criteria, rounded down.</summary>
    public static int Rate { get; } = 100 * Count(Conforming) / (Criteria.Count - Count(NotApplicable));

    /// <summary>Totally from 100 %, partially from 50 % (decree 2019-768, model of the declaration), else not.</summary>
    public static string Standing { get; } = Rate switch
    {
        100 => "totalement conforme",
        >= 50 => "partiellement conforme",
        _ => "non conforme",
    };

    public static int Count(string status) => Criteria.Count(criterion => criterion.Status == status);

    private static List<RgaaCriterion> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("ActionSheets.Web.rgaa.csv")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.TrimEnd('\r').Split(';'))
            .Select(cells => new RgaaCriterion(cells[0], cells[1], cells[2], cells[3]))];
    }
}
