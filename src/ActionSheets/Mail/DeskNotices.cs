using ActionSheets.Reference;
using ActionSheets.Registers;
using ActionSheets.Sheets;

namespace ActionSheets.Mail;

/// <summary>Sends one notice to several desks, each under its own key.</summary>
public sealed class DeskNotices(DeskRegister desks, MailSender sender, MailRenderer renderer, TimeProvider clock)
{
    /// <param name="key">Natural key of the notice; a desk's own is <c>{key}.{body}</c>.</param>
    /// <param name="bodies">Bodies of the desks, parted by blanks.</param>
    internal async Task<BatchResult> Send(Notice notice, string key, string bodies, Sheet sheet, CancellationToken cancellationToken)
    {
        var results = new List<SendResult>();
        foreach (var body in bodies.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            results.Add(await desks.For(body, sheet.LeadRegion, sheet.Axis, cancellationToken) is { } desk
                ? await sender.Send($"{key}.{body}", begunAt => notice.ToMail(renderer, $"{key}.{body}", desk.AddressOn(ParisDay.Of(begunAt))), cancellationToken)
                : SendResult.WithoutDesk(clock));
        }

        return BatchResult.Of(results);
    }
}
