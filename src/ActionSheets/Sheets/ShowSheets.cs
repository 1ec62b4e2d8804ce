using ActionSheets.Drafts;
using ActionSheets.Reference;
using ActionSheets.Sheets.Pages;
using ActionSheets.Statements;
using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Sheets;

/// <summary>The sheets the caller may read, all or those chosen above them, and a Region's drafts.</summary>
[Access(Who.SignedIn)]
public sealed class ShowSheets(Endpoint<ShowSheets> endpoint, ReadableSheets readable, DraftStore drafts, ReferenceData reference)
{
    /// <summary>For who reads sheets of several Regions.</summary>
    internal const string RegionField = "region";

    private const string Route = "fiches";
    private const int PageSize = 50;

    /// <summary>What narrows the list; the next page keeps it.</summary>
    private static readonly string[] Narrowing = [RegionField, "territory", "status", "axis", "operator"];

    [Function(nameof(ShowSheets))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            async caller =>
            {
                var faults = new Faults();
                var after = ReadableSheets.After(request.Query["continuation"].ToString(), faults);
                readable.Check(request.Query, faults);
                var chosen = Chosen(request.Query);
                if (faults.Any || (chosen[RegionField] is { Length: > 0 } wanted && reference.RegionByCode(wanted) is null))
                {
                    return Page.Of(Problem.NotFound());
                }

                var listed = readable.Page(caller, request.Query, chosen[RegionField] is { Length: > 0 } region ? region : null, after, PageSize, cancellationToken);
                var begun = caller.Region is { } own ? await drafts.Of(own, cancellationToken) : [];
                var (sheets, continuation) = await listed;
                var model = new SheetsModel(
                    caller.Role == Who.Region,
                    [.. begun.Select(draft => new DraftLine(draft.Id.ToString("D"), draft.Text("title") is { Length: > 0 } title ? title : "Sans intitulé", draft.Corrects?.Reference, French.Time(draft.SavedAt), draft.SavedBy))],
                    [.. sheets.Select(LineOf)],
                    continuation is null ? null : Next(chosen, continuation),
                    Filter(caller, chosen));
                return Page.Of<SheetsPage>(new() { [nameof(SheetsPage.Model)] = model });
            },
            cancellationToken);

    private static TypedFields Chosen(IQueryCollection query) =>
        new(Narrowing.ToDictionary(name => name, name => query[name].ToString(), StringComparer.Ordinal), TypedFields.Empty.Errors);

    private static string Next(TypedFields chosen, string continuation)
    {
        var query = new QueryBuilder(Narrowing.Where(name => chosen[name].Length > 0).Select(name => KeyValuePair.Create(name, chosen[name]))) { { "continuation", continuation } };
        return $"/{Route}{query}";
    }

    private SheetLine LineOf(ListedSheet sheet) => new(
        sheet.Id, sheet.Reference, sheet.Title, reference.TerritoryById(sheet.TerritoryId)!.Name, SheetWordings.OfStatus(sheet.Status),
        French.Day(ParisDay.Of(sheet.SubmittedAt)), sheet.Requests.Open, sheet.Requests.Answered);

    private SheetsFilter Filter(Caller caller, TypedFields chosen) => new(
        chosen,
        [.. reference.Territories.Where(territory => caller.Region is not { } own || territory.Regions.Contains(own, StringComparer.Ordinal))
            .OrderBy(territory => territory.Name, StringComparer.InvariantCulture).Select(territory => new Choice(territory.Id, $"{territory.Name} ({territory.Period})"))],
        [.. Enum.GetValues<SheetStatus>().Select(status => new Choice(Wire.Name(status), SheetWordings.Of(status)))],
        caller.Region is null ? [.. reference.Regions.OrderBy(region => region.Name, StringComparer.InvariantCulture).Select(region => new Choice(region.Code, region.Name))] : [])
    {
        CommitmentsPath = chosen["territory"] is { Length: > 0 } territory && (caller.Role & StatementPages.Readers) != Who.None ? StatementPages.PathOf(territory) : null,
    };
}
