using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Sheets;

/// <summary>The form that withdraws a sheet, with its reason.</summary>
[Access(Who.Region)]
public sealed class WithdrawOnPage(Endpoint<WithdrawOnPage> endpoint, SheetRights rights, SheetPages pages, SheetWithdrawal withdrawal)
{
    private const string Route = SheetPages.Root + "/retrait";

    [Function(nameof(WithdrawOnPage))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            async caller =>
            {
                var (form, unread) = await pages.OwnForm(request, cancellationToken);
                var (stored, problem) = await rights.FindToChange(id, caller, cancellationToken);
                if ((unread ?? problem) is { } refusal)
                {
                    return Page.Of(refusal);
                }

                if (string.IsNullOrWhiteSpace(form!["motif"]))
                {
                    return await pages.Show(request.HttpContext, caller, stored!, "Le motif du retrait est obligatoire.", cancellationToken);
                }

                var tag = $"\"v{form["version"]}\"";
                var (_, refused) = await withdrawal.Withdraw(stored!, caller, form["motif"].ToString().ReplaceLineEndings("\n").Trim(), tag, cancellationToken);
                return refused is null ? Page.SeeOther("/fiches/" + id) : Page.Of(refused);
            },
            cancellationToken);
}
