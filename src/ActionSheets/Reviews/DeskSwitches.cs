using System.Globalization;
using ActionSheets.Mail;
using ActionSheets.Reference;
using ActionSheets.Registers;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using Microsoft.Extensions.Logging;

namespace ActionSheets.Reviews;

/// <summary>
/// Brings in a desk's substitute when an absence begins or its address refuses mail, and the titular again after. Order: the letters are owed
/// under a key made of what happened, then the desk's state is written; a run that dies between is done again and finds them owed.
/// </summary>
public sealed partial class DeskSwitches(DeskRegister desks, SheetIndex index, SheetStore sheets, ReferenceData reference, DeskLetters letters, TimeProvider clock, ILogger<DeskSwitches> logger)
{
    internal async Task LookAtAbsences(CancellationToken cancellationToken)
    {
        foreach (var desk in await desks.All(cancellationToken))
        {
            await LookAtAbsence(desk, cancellationToken);
        }
    }

    internal async Task LookAtAbsence(Desk desk, CancellationToken cancellationToken)
    {
        var today = ParisDay.Of(clock.GetUtcNow());
        if (desk.Substitute is not null && desk.IsAbsentOn(today) && desk.State.AbsentSince != desk.Absence!.From)
        {
            await Write(desk, LetterPurpose.Absence, DayText(desk.Absence.From), cancellationToken);
            await desks.Write(desk, desk.State with { AbsentSince = desk.Absence.From }, cancellationToken);
        }
        else if (desk.State.AbsentSince is { } since && !desk.IsAbsentOn(today))
        {
            await TellRegions(new DeskLetterId(desk.Scope, DayText(since) + DayText(today), LetterPurpose.ToldBack, desk.Body), await WaitingAt(desk, cancellationToken), cancellationToken);
            await desks.Write(desk, desk.State with { AbsentSince = null }, cancellationToken);
        }
    }

    /// <summary>
    /// What addresses did with mail, the latest for each. Refused for good: every desk that has it is switched, the same day. Taken, later than that: its desk is
    /// itself again.
    /// </summary>
    internal async Task Take(IReadOnlyList<MailEvent> latest, CancellationToken cancellationToken)
    {
        if (latest.Count == 0)
        {
            return;
        }

        var byAddress = latest.ToDictionary(one => one.Email, StringComparer.OrdinalIgnoreCase);
        foreach (var desk in await desks.All(cancellationToken))
        {
            if (!byAddress.TryGetValue(desk.Address, out var happened))
            {
                continue;
            }

            if (happened.IsRefusal && !desk.IsRefused && happened.At > desk.State.ReachedAt)
            {
                await Refused(desk, happened.At, cancellationToken);
            }
            else if (happened.IsDelivery && desk.IsRefused && happened.At > desk.State.RefusedAt)
            {
                await Reached(desk, happened.At, cancellationToken);
            }
        }
    }

    /// <summary>One word to each Region that leads one of these sheets; the letter's moment and purpose are the word's.</summary>
    internal async Task TellRegions(DeskLetterId about, IReadOnlyList<WaitingRequest> waiting, CancellationToken cancellationToken)
    {
        foreach (var region in waiting.GroupBy(one => one.Stored.Sheet.LeadRegion, StringComparer.Ordinal))
        {
            await letters.Decide(about with { Scope = DeskScope.Of(region.Key, DeskScope.AxisOf(about.Scope)) }, DeskLetters.Items(region), cancellationToken);
        }
    }

    private async Task Refused(Desk desk, DateTimeOffset at, CancellationToken cancellationToken)
    {
        LogRefused(logger, desk.Key);
        if (desk.Substitute is null)
        {
            await TellRegions(new DeskLetterId(desk.Scope, Moment(at), LetterPurpose.ToldBounce, desk.Body), await WaitingAt(desk, cancellationToken), cancellationToken);
        }
        else
        {
            await Write(desk, LetterPurpose.Bounce, Moment(at), cancellationToken);
        }

        await desks.Write(desk, desk.State with { RefusedAddress = desk.Address, RefusedAt = at }, cancellationToken);
    }

    private async Task Reached(Desk desk, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await TellRegions(new DeskLetterId(desk.Scope, Moment(at), LetterPurpose.ToldBack, desk.Body), await WaitingAt(desk, cancellationToken), cancellationToken);
        await desks.Write(desk, desk.State with { RefusedAddress = null, ReachedAt = at }, cancellationToken);
    }

    private async Task Write(Desk desk, LetterPurpose purpose, string moment, CancellationToken cancellationToken)
    {
        var waiting = await WaitingAt(desk, cancellationToken);
        if (waiting.Count > 0)
        {
            await letters.Decide(new DeskLetterId(desk.Scope, moment, purpose, desk.Body), DeskLetters.Items(waiting), cancellationToken);
        }
    }

    /// <summary>Requests whose letter has left and whose answer is waited for at this desk, and not at one that stands in for it.</summary>
    private async Task<IReadOnlyList<WaitingRequest>> WaitingAt(Desk desk, CancellationToken cancellationToken)
    {
        if (reference.OperatorByCode(desk.Body) is null)
        {
            return [];
        }

        var region = DeskScope.RegionOf(desk.Scope);
        var regions = region == DeskScope.AllRegions ? reference.Regions.Select(known => known.Code) : [region];
        var ofBody = (await desks.All(cancellationToken)).Where(other => other.Body == desk.Body).ToList();
        var read = await AtOnce.Each(await index.Waiting(regions, desk.Body, cancellationToken), id => sheets.Find(id, cancellationToken));
        return
        [
            .. from stored in read
               where stored is not null && new ServingDesks(stored.Sheet.LeadRegion, ofBody).For(stored.Sheet.Axis)?.Key == desk.Key
               from request in stored.Sheet.Requests
               where request.Operator == desk.Body && Ladder.Runs(request)
               select new WaitingRequest(stored, request, desk),
        ];
    }

    private static string Moment(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static string DayText(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    [LoggerMessage(LogLevel.Warning, "The address of desk {Desk} refuses mail")]
    private static partial void LogRefused(ILogger logger, string desk);
}
