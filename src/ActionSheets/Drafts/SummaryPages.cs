using System.Text.Json;
using ActionSheets.Attachments;
using ActionSheets.Drafts.Pages;
using ActionSheets.Reference;
using ActionSheets.Registers;
using ActionSheets.Sheets;
using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;

namespace ActionSheets.Drafts;

/// <summary>Builds the last page of the form, from which a draft is submitted; the functions beside it are the routes.</summary>
public sealed class SummaryPages(DraftFiles files, PageSession session, ReferenceData reference, SheetIndex index, RegionRegister regions, TimeProvider clock)
{
    internal Task<IResult> Show(HttpContext context, Caller caller, Draft draft, CancellationToken cancellationToken) =>
        Show(context, caller, draft, TypedFields.Empty, TypedFields.Empty.Errors, StatusCodes.Status200OK, cancellationToken);

    /// <param name="sent">What is wrong with what was sent from this page.</param>
    internal Task<IResult> Show(HttpContext context, Caller caller, Draft draft, TypedFields sent, int status, CancellationToken cancellationToken) =>
        Show(context, caller, draft, sent, TypedFields.Empty.Errors, status, cancellationToken);

    /// <param name="faults">Why a draft in which nothing is wrong by itself cannot be submitted.</param>
    internal Task<IResult> Show(HttpContext context, Caller caller, Draft draft, IReadOnlyDictionary<string, string[]> faults, int status, CancellationToken cancellationToken) =>
        Show(context, caller, draft, TypedFields.Empty, faults, status, cancellationToken);

    private async Task<IResult> Show(
        HttpContext context, Caller caller, Draft draft, TypedFields sent, IReadOnlyDictionary<string, string[]> faults, int status, CancellationToken cancellationToken)
    {
        var (alike, held, settings) = (Alike(draft, cancellationToken), files.Of(draft, cancellationToken), regions.Find(draft.Region, cancellationToken));
        await Task.WhenAll(alike, held, settings);
        using var content = JsonDocument.Parse(draft.Content);
        var errors = SheetForm.Read(content.RootElement, reference, ParisDay.Of(clock.GetUtcNow())) is SheetReading.Invalid invalid ? invalid.Errors : faults;
        var fields = Readable(draft, reference, ParisDay.Of(clock.GetUtcNow()));
        var model = new SummaryModel(
            DraftPages.Saved(draft), session.TokenFor(context), errors, fields,
            SheetMoney.Of(draft.Content), await alike, DraftPages.LinkSentTo(context, caller))
        {
            Sheet = draft.Corrects?.Sheet,
            Files = [.. (await held).Select(line => ShownAttachment.Of(line.Named, DraftPages.PathOf(draft, "pieces/" + line.Id.RowKey)) with { Key = line.Id.RowKey })],
            Sent = sent,
            Validator = (await settings).Validator,
            Signing = Signing(draft),
        };
        return Page.Of<SummaryPage>(new() { [nameof(SummaryPage.Model)] = model }, status);
    }

    /// <summary>The fields of a draft for who only reads them: names in the place of codes, where the code is one.</summary>
    internal static Dictionary<string, string> Readable(Draft draft, ReferenceData reference, DateOnly today)
    {
        var fields = SheetFields.Of(draft.Content);
        foreach (var (path, text) in fields)
        {
            fields[path] = SheetLabels.WordOf(path, text, reference, today);
        }

        return fields;
    }

    /// <summary>
    /// Submitted sheets of the same territory whose title is close: shown before submitting, never an obstacle. One that was withdrawn or given up is
    /// none to correct instead.
    /// </summary>
    private async Task<IReadOnlyList<SheetLink>> Alike(Draft draft, CancellationToken cancellationToken)
    {
        var (territory, title) = (draft.Text("territoryId"), draft.Text("title"));
        if (draft.Corrects is not null || title.Length == 0 || reference.TerritoryById(territory) is null)
        {
            return [];
        }

        // A territory has some dozens of sheets.
        var filter = Azure.Data.Tables.TableClient.CreateQueryFilter(
            $" and TerritoryId eq {territory} and Status ne {Wire.Name(SheetStatus.Withdrawn)} and Status ne {Wire.Name(SheetStatus.Abandoned)}");
        var there = await index.Page(draft.Region, filter, null, 200, cancellationToken);
        var written = new TitleLikeness(title);
        return [.. there.Select(line => line.Sheet).Where(sheet => written.IsLike(new TitleLikeness(sheet.Title))).Select(sheet => new SheetLink(sheet.Id, sheet.Reference, sheet.Title))];
    }

    private static string? Signing(Draft draft) => draft switch
    {
        { AwaitsSignature: true, Signature: { } asked } =>
            $"Cette fiche attend la signature de {asked.Validator}, demandée le {French.Time(asked.AskedAt)} par {asked.AskedBy}. Si vous la modifiez, la signature est à demander de nouveau.",
        { Signature: { ReturnedAt: { } at, Reason: { } reason } returned } => $"{returned.Validator} a renvoyé cette fiche le {French.Time(at)}. Motif : {reason}",
        _ => null,
    };
}
