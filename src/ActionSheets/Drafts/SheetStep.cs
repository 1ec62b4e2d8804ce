using System.Globalization;

namespace ActionSheets.Drafts;

/// <summary>One page of the form: a group of members of the sheet, saved together.</summary>
/// <param name="Slug">In the address.</param>
/// <param name="Members">Members of the sheet's JSON that this page holds, whole.</param>
public sealed record SheetStep(string Slug, string Title, IReadOnlyList<string> Members)
{
    internal const string Summary = "recapitulatif";

    /// <summary>How many steps a person is told of: the summary is the last.</summary>
    internal static string Count => (All.Count + 1).ToString(CultureInfo.InvariantCulture);

    internal static readonly IReadOnlyList<SheetStep> All =
    [
        new("territoire", "Territoire et porteur", ["territoryId", "title", "axis", "priority", "projectOwner", "localReference"]),
        new("description", "Description et partenaires", ["context", "description", "objectives", "expectedResults", "relatedProgrammes", "partners"]),
        new("calendrier", "Calendrier", ["calendar", "maturity", "progress"]),
        new("budget", "Budget et financement", ["budget", "fundingPlan"]),
        new("demandes", "Demandes aux opérateurs et à l'État", ["operatorRequests", "stateRequests"]),
        new("indicateurs", "Indicateurs et contact", ["indicators", "contact"]),
    ];

    internal int Number => All.ToList().IndexOf(this) + 1;

    /// <summary>The step after this one; null before the summary.</summary>
    internal SheetStep? Next => All.ElementAtOrDefault(Number);

    internal SheetStep? Previous => Number > 1 ? All[Number - 2] : null;

    internal static SheetStep? Of(string slug) => All.FirstOrDefault(step => step.Slug == slug);

    /// <summary>The step that holds a path of the sheet, such as <c>fundingPlan[1].amount</c>; the first for what stands nowhere.</summary>
    internal static SheetStep OfPath(string path) => All.FirstOrDefault(step => step.Holds(path)) ?? All[0];

    internal bool Holds(string path) => Members.Contains(MemberOf(path), StringComparer.Ordinal);

    /// <summary>The member of the sheet that a path begins with.</summary>
    internal static string MemberOf(string path)
    {
        var end = path.IndexOfAny(['.', '[']);
        return end < 0 ? path : path[..end];
    }
}
