using ActionSheets.Nights.Pages;
using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Nights;

/// <summary>The form that asks for a link to one file of a night. Asked again it makes another link, and nothing else.</summary>
[Access(Who.Region | Who.Ministry | Who.Administrator)]
public sealed class CreateDownloadLinkOnPage(Endpoint<CreateDownloadLinkOnPage> endpoint, DownloadLinks links)
{
    internal const string Route = "exports/lien";

    [Function(nameof(CreateDownloadLinkOnPage))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunForm(
            request,
            async (caller, form) =>
            {
                var file = form["fichier"].ToString();
                var (link, problem) = await links.Make(caller, form["nuit"].ToString(), file, cancellationToken);
                return problem is not null ? Page.Of(problem) : Page.Of<LinkPage>(new()
                {
                    [nameof(LinkPage.File)] = file,
                    [nameof(LinkPage.Link)] = link!.Url,
                    [nameof(LinkPage.ExpiresAt)] = French.Time(link.ExpiresAt),
                    [nameof(LinkPage.Sha256)] = link.Sha256,
                });
            },
            cancellationToken);
}
