using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Reference;

/// <summary>The operators with every name they had, the one of today and whether they are in the programme today.</summary>
[Access(Who.Anyone)]
public sealed class ListOperators(Endpoint<ListOperators> endpoint, ReferenceData reference, TimeProvider clock)
{
    private const string Route = "api/operators";

    [Function(nameof(ListOperators))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            _ =>
            {
                var today = ParisDay.Of(clock.GetUtcNow());
                return Task.FromResult(Results.Json(
                    new
                    {
                        Items = reference.Operators.Select(known => new
                        {
                            known.Code,
                            Name = known.NameOn(today),
                            known.Names,
                            InProgrammeFrom = known.InProgrammeFrom,
                            InProgramme = known.IsInProgrammeOn(today),
                        }),
                    },
                    Wire.Json));
            },
            cancellationToken);
}
