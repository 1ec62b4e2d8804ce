using System.Text.Json;
using System.Text.Json.Nodes;
using ActionSheets.Reference;
using ActionSheets.Registers;
using ActionSheets.Reviews;
using ActionSheets.Sheets;
using ActionSheets.Web;
using Microsoft.Extensions.Logging;

namespace ActionSheets.Replies;

/// <summary>What became of a reply.</summary>
internal enum ReplyState
{
    /// <summary>Read, filed, and its author asked to confirm what it seems to say.</summary>
    Proposed,

    /// <summary>Filed on its sheet; no answer could be read out of it.</summary>
    Filed,

    /// <summary>A machine says that its owner is away: the desk's absence is known.</summary>
    Absence,

    /// <summary>Not a reply to a letter, not from the desk's organisation, or written by a machine.</summary>
    Ignored,
}

/// <summary>Files a reply on the right sheet and proposes the answer it holds. Never writes to a machine, so two machines never talk.</summary>
public sealed partial class ReplyFiling(
    ReplyAddresses addresses, Letters letters, Answering answering, SheetMessages messages, DeskRegister desks, DeskSwitches switches, TimeProvider clock, ILogger<ReplyFiling> logger)
{
    private const int MostDaysAway = 90;

    /// <summary>Who is away and does not say until when is looked for again after these.</summary>
    private const int UnknownDaysAway = 3;

    internal async Task<ReplyState> File(InboundMail mail, CancellationToken cancellationToken)
    {
        if (mail.To.Select(addresses.Read).FirstOrDefault(found => found is not null) is not { } id || await letters.Find(id, cancellationToken) is not { } letter
            || !letter.Desk.IsOfDomain(mail.From))
        {
            LogIgnored(logger);
            return ReplyState.Ignored;
        }

        if (AutoReply.IsMachine(mail))
        {
            return AutoReply.IsAbsence(mail) && await TakeAbsence(letter.Desk, mail, cancellationToken) ? ReplyState.Absence : ReplyState.Ignored;
        }

        var read = ReplyReading.Of(mail.Text, ParisDay.Of(clock.GetUtcNow()));
        var open = letter.Sheets.SelectMany(sheet => sheet.Requests.Where(request => request.IsOpen).Select(request => (Sheet: sheet, Request: request))).ToList();
        var meant = open.Count == 1 ? open[0] : open.FirstOrDefault(one => Names(mail, one.Sheet.Sheet, one.Request, open.Count(other => other.Sheet == one.Sheet)));
        var about = meant.Sheet ?? (letter.Sheets.Length == 1 ? letter.Sheets[0] : letter.Sheets.FirstOrDefault(sheet => mail.Text.Contains(sheet.Sheet.Reference, StringComparison.OrdinalIgnoreCase)));
        if (about is not null && read.Text.Length > 0)
        {
            await messages.Post(about.Stored, letter.Holder(mail.FromName, mail.From), read.Text, cancellationToken);
        }

        return meant.Request is not null && await Propose(letter, meant.Sheet!, meant.Request, mail, read, cancellationToken) ? ReplyState.Proposed : ReplyState.Filed;
    }

    /// <summary>The reply names the sheet, and the request where the sheet asks this desk more than one thing.</summary>
    private static bool Names(InboundMail mail, Sheet sheet, Request request, int openInSheet)
    {
        var text = mail.Text;
        return text.Contains(sheet.Reference, StringComparison.OrdinalIgnoreCase) && (openInSheet == 1 || text.Contains(request.Id, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Through the same rules as the page; what they refuse is left to the page.</summary>
    private async Task<bool> Propose(Letter letter, LetterSheet sheet, Request request, InboundMail mail, ReadReply read, CancellationToken cancellationToken)
    {
        if (read.Kind is null)
        {
            return false;
        }

        var answer = new JsonObject { ["requestKey"] = sheet.KeyOf(request), ["kind"] = read.Kind };
        switch (read.Kind)
        {
            case AnswerKinds.AgreementInPrinciple:
                (answer["amount"], answer["validUntil"]) = (read.Amount, read.ValidUntil?.Iso());
                break;
            case AnswerKinds.AcceleratedAppraisal:
                answer["appraisalOpensOn"] = read.Day?.Iso();
                break;
            case AnswerKinds.Question:
                answer["question"] = read.Text;
                break;
            default:
                answer["reason"] = read.Text;
                break;
        }

        answer["respondent"] = new JsonObject { ["name"] = mail.FromName.Length > 0 ? mail.FromName : mail.From, ["email"] = mail.From };
        using var sent = JsonDocument.Parse(answer.ToJsonString());
        return await answering.Answer(letter, [("", sent.RootElement)], Caller.Anonymous, isReply: true, cancellationToken) is AnswerResult.AwaitsCode;
    }

    /// <summary>Only the desk's own mailbox tells of its absence, and never over one that was declared.</summary>
    private async Task<bool> TakeAbsence(Desk desk, InboundMail mail, CancellationToken cancellationToken)
    {
        var today = ParisDay.Of(clock.GetUtcNow());
        if (!string.Equals(mail.From, desk.Address, StringComparison.OrdinalIgnoreCase) || desk.Absence is { } declared && declared.Until >= today)
        {
            return false;
        }

        var last = AutoReply.LastDay(mail, today) ?? FrenchCalendar.AddWorkingDays(today, UnknownDaysAway);
        if (last < today)
        {
            return false;
        }

        var away = desk with { Absence = new Absence(today, last > today.AddDays(MostDaysAway) ? today.AddDays(MostDaysAway) : last) };
        await desks.Write(away, cancellationToken);
        await switches.LookAtAbsence(away, cancellationToken);
        return true;
    }

    [LoggerMessage(LogLevel.Information, "A mail was no reply to a letter, or not from its desk's organisation")]
    private static partial void LogIgnored(ILogger logger);
}
