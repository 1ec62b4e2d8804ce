using ActionSheets.Nights.Pages;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Nights;

/// <summary>What anyone may download of the latest published night, what its columns mean and under which licence.</summary>
[Access(Who.Anyone)]
public sealed class ShowOpenData(Endpoint<ShowOpenData> endpoint, NightRegister register)
{
    private const string Route = "donnees-ouvertes";

    [Function(nameof(ShowOpenData))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            async _ => Page.Of<OpenDataPage>(new()
            {
                [nameof(OpenDataPage.Model)] = await register.Latest(cancellationToken) is { } night ? OpenDataModel.Of(night) : null,
            }),
            cancellationToken);
}
