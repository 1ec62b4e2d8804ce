using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Imports;

/// <summary>
/// A file is sent from the page. It is kept for a day, so that its verdicts stand at an address of their own and the button below them needs no
/// second upload; nothing is imported before that button.
/// </summary>
[Access(Who.Region)]
public sealed class CheckImportOnPage(Endpoint<CheckImportOnPage> endpoint, ImportIntake intake, ImportRegister register, ImportPages pages, TimeProvider clock)
{
    [Function(nameof(CheckImportOnPage))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = ImportPages.Root)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunForm(
            request,
            ImportUpload.MostFormBytes,
            async (caller, form) =>
            {
                var (file, problem) = await ImportUpload.Receive(form.Files, cancellationToken);
                if ((problem ?? intake.Refusal(caller, file!)) is { } refusal)
                {
                    return await pages.ShowAll(request.HttpContext, caller, refusal, cancellationToken);
                }

                var id = file!.IdFor(caller.Region!);
                if (await register.Find(caller.Region!, id, cancellationToken) is not null)
                {
                    return Page.SeeOther($"{ImportPages.PathOf(id)}?{ImportPages.SentAgain}");
                }

                await register.Keep(caller.Region!, id, Instant.NowOn(clock), file.Bytes, cancellationToken);
                return Page.SeeOther(ImportPages.PathOf(id));
            },
            cancellationToken);
}
