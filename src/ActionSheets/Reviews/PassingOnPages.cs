using System.Text.Json;
using System.Text.Json.Nodes;
using ActionSheets.Reference;
using ActionSheets.Reviews.Pages;
using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;

namespace ActionSheets.Reviews;

/// <summary>The page that passes a letter on, with a form for each of the two ways.</summary>
public sealed class PassingOnPages(PassingOn passingOn, RequestNames names, PageSession session, ReferenceData reference, TimeProvider clock)
{
    internal Task<IResult> Show(HttpContext context, string token, Letter letter, CancellationToken cancellationToken) =>
        Show(context, token, letter, TypedFields.Empty, StatusCodes.Status200OK, cancellationToken);

    private async Task<IResult> Show(HttpContext context, string token, Letter letter, TypedFields fields, int status, CancellationToken cancellationToken)
    {
        var named = await names.Of(letter, cancellationToken);
        var day = ParisDay.Of(clock.GetUtcNow());
        var open = letter.Sheets.SelectMany(sheet => sheet.Requests.Where(request => request.IsOpen)
            .Select(request => new Choice(sheet.KeyOf(request), $"{named[sheet.KeyOf(request)].Sheet}, {named[sheet.KeyOf(request)].Asked}"))).ToList();
        var others = reference.Operators.Where(other => other.Code != letter.Id.Operator && other.IsInProgrammeOn(day)).Select(other => new Choice(other.Code, other.NameOn(day))).ToList();
        var model = new PassingOnModel(token, session.TokenFor(context), letter.Desk.Address[(letter.Desk.Address.LastIndexOf('@') + 1)..], open, others, fields);
        return Page.Of<PassingOnPage>(new() { [nameof(PassingOnPage.Model)] = model }, status);
    }

    internal async Task<IResult> PassOn(HttpContext context, string token, Letter letter, IFormCollection form, CancellationToken cancellationToken)
    {
        var typed = TypedFields.Of(form);
        var body = new JsonObject();
        foreach (var name in (string[])["email", "requestKey", "operator", "reason"])
        {
            // The form of the other operator says so by its fields, also where they were left empty.
            if (form.ContainsKey(name))
            {
                body[name] = typed[name].Length > 0 ? typed[name] : null;
            }
        }

        var (state, problem) = await passingOn.PassOn(letter, JsonSerializer.SerializeToElement(body), cancellationToken);
        if (problem is null)
        {
            return state == "sent"
                ? Page.Message("La lettre est transmise", "Votre collègue reçoit un message avec le lien de cette lettre. L'échéance ne change pas.", StatusCodes.Status200OK)
                : Page.Message("La proposition est envoyée", "La Région la reçoit et décide. D'ici là, l'échéance ne change pas.", StatusCodes.Status200OK);
        }

        problem.Begin(context.Response);
        return await Show(context, token, letter, problem.Errors is { } errors ? typed.With(errors) : typed.With("", problem.Sentence), problem.Status, cancellationToken);
    }
}
