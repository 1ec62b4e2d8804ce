using ActionSheets.Web;
using ActionSheets.Web.Forms;
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
        endpoint.RunForm(
            request,
            (caller, form) => rights.ChangeOnPage(id, caller, stored => Withdraw(request.HttpContext, stored, caller, form, cancellationToken), cancellationToken),
            cancellationToken);

    private async Task<IResult> Withdraw(HttpContext context, StoredSheet stored, Caller caller, IFormCollection form, CancellationToken cancellationToken)
    {
        if (VisibleText.IsBlank(form["motif"]))
        {
            return await pages.Show(context, caller, stored, TypedFields.Of(form).With("motif", "Le motif du retrait est obligatoire."), StatusCodes.Status422UnprocessableEntity, cancellationToken);
        }

        var tag = $"\"v{form["version"]}\"";
        var (_, refused) = await withdrawal.Withdraw(stored, caller, form["motif"].ToString().ReplaceLineEndings("\n").Trim(), tag, cancellationToken);
        return refused is null ? Page.SeeOther(SheetPages.PathOf(stored)) : Page.Of(refused);
    }
}
