using ActionSheets.Drafts;
using ActionSheets.Reference;
using ActionSheets.Sheets.Pages;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Sheets;

/// <summary>The sheets the caller may read, and a Region's drafts above them.</summary>
[Access(Who.SignedIn)]
public sealed class ShowSheets(Endpoint<ShowSheets> endpoint, ReadableSheets readable, DraftStore drafts, ReferenceData reference)
{
    private const string Route = "fiches";
    private const int PageSize = 50;

    [Function(nameof(ShowSheets))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            async caller =>
            {
                var faults = new Faults();
                var after = ReadableSheets.After(request.Query["continuation"].ToString(), faults);
                readable.Check(request.Query, faults);
                if (faults.Any)
                {
                    return Page.Of(Problem.NotFound());
                }

                var listed = readable.Page(caller, request.Query, after, PageSize, cancellationToken);
                var begun = caller.Region is { } region ? await drafts.Of(region, cancellationToken) : [];
                var (sheets, continuation) = await listed;
                var model = new SheetsModel(
                    caller.Role == Who.Region,
                    [.. begun.Select(draft => new DraftLine(draft.Id.ToString("D"), draft.Text("title") is { Length: > 0 } title ? title : "Sans intitulé", draft.Corrects?.Reference, French.Time(draft.SavedAt), draft.SavedBy))],
                    [.. sheets.Select(sheet => new SheetLine(
                        sheet.Id, sheet.Reference, sheet.Title, reference.TerritoryById(sheet.TerritoryId)!.Name, SheetWordings.OfStatus(sheet.Status),
                        French.Day(ParisDay.Of(sheet.SubmittedAt)), sheet.Requests.Open, sheet.Requests.Answered))],
                    continuation is null ? null : "/fiches?continuation=" + Uri.EscapeDataString(continuation));
                return Page.Of<SheetsPage>(new() { [nameof(SheetsPage.Model)] = model });
            },
            cancellationToken);
}
