using ActionSheets.Persons.Pages;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace ActionSheets.Persons;

/// <summary>What is kept of persons, why, how long, and what they may ask.</summary>
[Access(Who.Anyone)]
public sealed class ShowPersonalData(Endpoint<ShowPersonalData> endpoint, IOptions<RetentionOptions> retention)
{
    private const string Route = "donnees-personnelles";

    [Function(nameof(ShowPersonalData))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunPage(request, _ => Task.FromResult(Page.Of<PersonalDataPage>(new() { [nameof(PersonalDataPage.Retention)] = retention.Value })), cancellationToken);
}
