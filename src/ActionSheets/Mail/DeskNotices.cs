using ActionSheets.Reference;
using ActionSheets.Registers;
using ActionSheets.Sheets;

namespace ActionSheets.Mail;

/// <summary>Sends one notice to several desks, each under its own key.</summary>
public sealed class DeskNotices(DeskRegister desks, MailSender sender, MailRenderer renderer, TimeProvider clock)
{
    internal Task<BatchResult> Send(Notice notice, string key, string bodies, Sheet sheet, CancellationToken cancellationToken) => Send(_ => notice, key, bodies, sheet, cancellationToken);

    /// <param name="noticeFor">What a body's desk is told.</param>
    /// <param name="key">Natural key of the notice; a desk's own is <c>{key}.{body}</c>.</param>
    /// <param name="bodies">Bodies of the desks, parted by blanks.</param>
    internal async Task<BatchResult> Send(Func<string, Notice> noticeFor, string key, string bodies, Sheet sheet, CancellationToken cancellationToken)
    {
        var results = new List<SendResult>();
        foreach (var body in bodies.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            results.Add(await desks.For(body, sheet.LeadRegion, sheet.Axis, cancellationToken) is { } desk
                ? await sender.Send($"{key}.{body}", begunAt => noticeFor(body).ToMail(renderer, $"{key}.{body}", desk.AddressOn(ParisDay.Of(begunAt))), cancellationToken)
                : SendResult.WithoutDesk(clock));
        }

        return BatchResult.Of(results);
    }
}
