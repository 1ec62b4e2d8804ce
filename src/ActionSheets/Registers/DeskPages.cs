using ActionSheets.Reference;
using ActionSheets.Registers.Pages;
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
                [nameof(DeskPage.OfRegions)] = OfRegions(body, scope),
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

    /// <summary>Where the desk for all Regions is shown, the way to give one Region its own.</summary>
    private List<PageLink> OfRegions(string body, string scope) =>
        scope == DeskRegister.AllRegions ? [.. reference.Regions.Where(region => DeskForm.CanExist(body, region.Code, reference)).Select(region => new PageLink(PathOf(body, region.Code), region.Name))] : [];

    private string BodyName(string body) => body switch
    {
        "region" => "des Régions",
        "ministere" => "du ministère",
        Operator.StateCode => "de l'État",
        _ => reference.OperatorByCode(body)?.NameOn(Today) ?? body,
    };

    private string ScopeName(string scope) => reference.RegionByCode(scope)?.Name ?? "toutes les Régions";

    private static string PathOf(string body, string scope) => $"/{ShowDesks.Route}/{body}/{scope}";
}
