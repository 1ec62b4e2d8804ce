using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Reference;

/// <summary>The territories of the programme, both phases; the slug is the key.</summary>
[Access(Who.Anyone)]
public sealed class ListTerritories(Endpoint<ListTerritories> endpoint, ReferenceData reference)
{
    private const string Route = "api/territories";

    [Function(nameof(ListTerritories))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            _ => Task.FromResult(Results.Json(
                new
                {
                    Items = reference.Territories.Select(territory => new
                    {
                        territory.Id,
                        territory.Phase,
                        territory.AnctCode,
                        territory.Name,
                        LeadRegionCode = territory.LeadRegion,
                        RegionCodes = territory.Regions,
                        territory.Interregional,
                        territory.EpciSirens,
                        CommuneInseeCodes = territory.CommuneCodes,
                        territory.Period,
                    }),
                    ReferenceData.Attribution,
                },
                Wire.Json)),
            cancellationToken);
}
