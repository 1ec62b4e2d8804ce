using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Imports;

/// <summary>The template of an import, with an example for a territory that the caller's Region leads: CSV, or XLSX with <c>format=xlsx</c>.</summary>
[Access(Who.Region)]
[GivesFiles]
public sealed class DownloadImportTemplate(Endpoint<DownloadImportTemplate> endpoint, ReferenceData reference)
{
    private const string Route = StartImport.Route + "/template";
    private const string Name = "modele-import-fiches";

    [Function(nameof(DownloadImportTemplate))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            caller =>
            {
                var territory = reference.Territories.FirstOrDefault(known => known.LeadRegion == caller.Region);
                return Task.FromResult(request.Query["format"].ToString() switch
                {
                    "xlsx" => Results.File(
                        ImportTemplate.Workbook(territory), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Name + ".xlsx"),
                    "" or "csv" => Results.File(ImportTemplate.Csv(territory), "text/csv; charset=utf-8", Name + ".csv"),
                    _ => Problem.Invalid("format", "La valeur doit être csv ou xlsx.").ToResult(),
                });
            },
            cancellationToken);
}
