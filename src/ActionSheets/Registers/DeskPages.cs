using ActionSheets.Reference;
using ActionSheets.Registers.Pages;
using ActionSheets.Sheets;
using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;

namespace ActionSheets.Registers;

/// <summary>The list of desks and the form of one, as pages.</summary>
public sealed class DeskPages(DeskRegister desks, DeskWaits waits, ReferenceData reference, PageSession session, TimeProvider clock)
{
    private DateOnly Today => ParisDay.Of(clock.GetUtcNow());

    internal async Task<IResult> List(HttpContext context, Caller caller, CancellationToken cancellationToken)
    {
        var entries = await desks.Entries(cancellationToken);
        var waiting = await waits.Count(entries, cancellationToken);
        var groups = entries.GroupBy(entry => entry.Told.Body, StringComparer.Ordinal)
            .Select(group => new DeskGroup(BodyName(group.Key), [.. group.Select(entry => Line(entry, waiting))]))
            .OrderBy(group => group.Name, StringComparer.Ordinal);
        return Page.Of<DesksPage>(new()
        {
            [nameof(DesksPage.Groups)] = groups.ToList(),
            [nameof(DesksPage.Missing)] = Missing(entries),
            [nameof(DesksPage.MayChange)] = caller.Role == Who.Administrator,
            [nameof(DesksPage.IsJustSaved)] = context.Request.Query.ContainsKey("enregistre"),
        });
    }

    /// <param name="sent">What came back with faults; null shows the desk as it stands.</param>
    internal async Task<IResult> Form(HttpContext context, string body, string scope, TypedFields? sent, CancellationToken cancellationToken)
    {
        var entry = await desks.Read(body, scope, cancellationToken);
        return Page.Of<DeskPage>(
            new()
            {
                [nameof(DeskPage.Title)] = $"Guichet {BodyName(body)}, {ScopeName(scope)}",
                [nameof(DeskPage.Action)] = PathOf(body, scope),
                [nameof(DeskPage.Fields)] = sent ?? DeskFields.Of(entry?.Told),
                [nameof(DeskPage.FormToken)] = session.TokenFor(context),
                [nameof(DeskPage.Coming)] = entry is { Present: not null } ? Coming(entry) : "",
                [nameof(DeskPage.Narrower)] = Narrower(body, scope),
            },
            sent is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private DeskLine Line(DeskEntry entry, IReadOnlyDictionary<string, int> waiting)
    {
        var desk = entry.Told;
        var count = entry.Present is null ? 0 : waiting.GetValueOrDefault(desk.Key);
        return new DeskLine(
            ScopeName(desk.Scope), desk.Name, desk.Address, desk.Substitute ?? "", entry.Present is null ? "À venir" : StateOf(desk), count, Coming(entry), PathOf(desk.Body, desk.Scope));
    }

    private string StateOf(Desk desk)
    {
        var state = desk.IsRefused ? "Adresse refusée"
            : desk.IsAbsentOn(Today) ? $"Absent jusqu'au {French.Day(desk.Absence!.Until)}"
            : "Joignable";
        return desk.AddressOn(Today) == desk.Address ? state : state + ", suppléance en cours";
    }

    private static string Coming(DeskEntry entry) =>
        entry.Coming is { Since: { } since } coming ? $"À partir du {French.Day(since)} : {coming.Name}, {coming.Address}" : "";

    /// <summary>Bodies to which something may be sent and that have no desk: their letters wait.</summary>
    private List<PageLink> Missing(IReadOnlyList<DeskEntry> entries)
    {
        var known = entries.Select(entry => entry.Told.Key).ToHashSet(StringComparer.Ordinal);
        var national = reference.Operators.Select(asked => asked.Code).Append(Operator.StateCode).Append(DeskBody.Ministry).Select(body => (Body: body, Scope: DeskScope.AllRegions));
        var regional = reference.Regions.Select(region => (Body: DeskBody.Region, Scope: region.Code));
        return [.. national.Concat(regional).Where(desk => !known.Contains($"{desk.Body}/{desk.Scope}")).Select(desk => new PageLink(PathOf(desk.Body, desk.Scope), $"Guichet {BodyName(desk.Body)}, {ScopeName(desk.Scope)}"))];
    }

    /// <summary>Where a desk of every axis is shown, the way to narrower ones: of one Region, of one axis.</summary>
    private List<PageLink> Narrower(string body, string scope)
    {
        if (DeskScope.AxisOf(scope) is not null)
        {
            return [];
        }

        var regions = scope == DeskScope.AllRegions ? reference.Regions.Select(region => region.Code) : [];
        var axes = SheetWords.Axes.Select(axis => DeskScope.Of(scope, axis));
        return [.. axes.Concat(regions).Where(narrower => DeskForm.CanExist(body, narrower, reference)).Select(narrower => new PageLink(PathOf(body, narrower), ScopeName(narrower)))];
    }

    private string BodyName(string body) => body switch
    {
        DeskBody.Region => "des Régions",
        DeskBody.Ministry => "du ministère",
        Operator.StateCode => "de l'État",
        _ => reference.OperatorByCode(body)?.NameOn(Today) ?? body,
    };

    private string ScopeName(string scope)
    {
        var region = reference.RegionByCode(DeskScope.RegionOf(scope))?.Name ?? "toutes les Régions";
        return DeskScope.AxisOf(scope) is { } axis ? $"{region}, axe {SheetLabels.WordOf("axis", axis)}" : region;
    }

    private static string PathOf(string body, string scope) => $"/{ShowDesks.Route}/{body}/{scope}";
}
