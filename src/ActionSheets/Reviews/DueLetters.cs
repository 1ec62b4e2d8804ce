using ActionSheets.Reference;
using ActionSheets.Registers;
using ActionSheets.Sheets;

namespace ActionSheets.Reviews;

/// <summary>Owes the letters that are due at this hour: the rungs of the ladder, the dates of promises that are missing, and the Regions that let their answers lie.</summary>
public sealed class DueLetters(SheetIndex index, SheetStore sheets, DeskRegister desks, DeskLetters letters, LadderLook look, TimeProvider clock)
{
    /// <summary>Paris hour at which reminders leave to a desk that set none, and urgent ones to any.</summary>
    internal const int UsualHour = 8;

    internal async Task Gather(CancellationToken cancellationToken)
    {
        var now = ParisDay.InParis(clock.GetUtcNow());
        var today = DateOnly.FromDateTime(now.DateTime);
        if (await look.IsDoneSince(LatestHour(today, await desks.All(cancellationToken)), cancellationToken))
        {
            return;
        }

        var byPurpose = new Dictionary<LetterPurpose, List<WaitingRequest>>();
        var ids = await Task.WhenAll(index.DueBy(today, cancellationToken), index.AsksBy(today, cancellationToken));
        foreach (var id in ids.SelectMany(some => some).Distinct())
        {
            if (await sheets.Find(id, cancellationToken) is not { } stored)
            {
                continue;
            }

            await index.Put(stored.Sheet, cancellationToken);
            foreach (var request in stored.Sheet.Requests)
            {
                await Add(byPurpose, stored, request, today, now.Hour, cancellationToken);
            }

            await AddRegion(byPurpose, stored, today, now.Hour, cancellationToken);
        }

        foreach (var (purpose, waiting) in byPurpose.OrderBy(group => group.Key))
        {
            await letters.Gather(purpose, waiting, cancellationToken);
        }

        await look.Done(now, cancellationToken);
    }

    internal static LetterPurpose PurposeOf(string step) => step switch
    {
        Ladder.Substitute => LetterPurpose.Substitute,
        Ladder.Head => LetterPurpose.Head,
        Ladder.Ministry => LetterPurpose.Ministry,
        _ => LetterPurpose.Reminder,
    };

    /// <summary>Rungs of a request without an answer, or the date to ask for of one whose answer promises it.</summary>
    private static List<(LetterPurpose Purpose, DateOnly Day, bool IsUrgent)> Due(Sheet sheet, Request request, DateOnly today)
    {
        var due = Ladder.Due(request, today).Select(rung => (PurposeOf(rung.Step), rung.Day, Ladder.IsUrgent(rung.Step))).ToList();
        if (FollowThrough.Next(sheet, request) is { } asked && asked.Day <= today)
        {
            due.Add((LetterPurpose.FollowUp, asked.Day, false));
        }

        return due;
    }

    private async Task Add(
        Dictionary<LetterPurpose, List<WaitingRequest>> byPurpose, StoredSheet stored, Request request, DateOnly today, int hour, CancellationToken cancellationToken)
    {
        var steps = Due(stored.Sheet, request, today);
        if (steps.Count == 0 || await desks.For(request.Operator, stored.Sheet.LeadRegion, stored.Sheet.Axis, cancellationToken) is not { } desk)
        {
            return;
        }

        foreach (var (purpose, _, _) in steps.Where(step => step.Day < today || hour >= HourOf(desk, step.IsUrgent)))
        {
            if (purpose == LetterPurpose.Head && desk.RegionalHead is null)
            {
                continue;
            }

            Add(byPurpose, purpose, new WaitingRequest(stored, request, desk));
        }
    }

    /// <summary>All answers are in, and its Region has done nothing.</summary>
    private async Task AddRegion(Dictionary<LetterPurpose, List<WaitingRequest>> byPurpose, StoredSheet stored, DateOnly today, int hour, CancellationToken cancellationToken)
    {
        if (Settlement.NextDay(stored.Sheet) is not { } day || day > today || await desks.For(DeskBody.Region, stored.Sheet.LeadRegion, cancellationToken) is not { } desk
            || (day == today && hour < HourOf(desk, isUrgent: false)))
        {
            return;
        }

        foreach (var request in stored.Sheet.Requests.Where(request => request.Status == RequestStatus.Answered))
        {
            Add(byPurpose, LetterPurpose.Settled, new WaitingRequest(stored, request, desk));
        }
    }

    private static void Add(Dictionary<LetterPurpose, List<WaitingRequest>> byPurpose, LetterPurpose purpose, WaitingRequest one)
    {
        if (!byPurpose.TryGetValue(purpose, out var waiting))
        {
            byPurpose[purpose] = waiting = [];
        }

        waiting.Add(one);
    }

    /// <summary>The last hour that has struck at which a reminder may leave to any desk.</summary>
    private DateTimeOffset LatestHour(DateOnly today, IReadOnlyList<Desk> all)
    {
        var hours = all.SelectMany(desk => new[] { HourOf(desk, isUrgent: false), HourOf(desk, isUrgent: true) }).Append(UsualHour).Distinct();
        return hours.SelectMany(hour => new[] { ParisDay.At(today.AddDays(-1), hour), ParisDay.At(today, hour) }).Where(hour => hour <= clock.GetUtcNow()).Max();
    }

    /// <summary>What is due today or late does not wait for the desk's hour; nothing leaves in its quiet hours.</summary>
    private static int HourOf(Desk desk, bool isUrgent)
    {
        var hour = isUrgent ? UsualHour : desk.DigestHour ?? UsualHour;
        return desk.QuietHours is { } quiet && quiet.Cover(hour) ? quiet.Until : hour;
    }
}
