using ActionSheets.Mail.Templates;

namespace ActionSheets.Mail;

/// <summary>A short mail of a few paragraphs, with at most one code or one link.</summary>
internal sealed record Notice(string Subject, IReadOnlyList<string> Paragraphs)
{
    public string? Code { get; init; }

    public string? Link { get; init; }

    public string LinkLabel { get; init; } = "";

    /// <summary>What comes after the link: in a long mail the link is found without scrolling.</summary>
    public IReadOnlyList<string> Then { get; init; } = [];

    public async Task<OutgoingMail> ToMail(MailRenderer renderer, string key, string to)
    {
        var html = await renderer.Html<PlainNotice>(new()
        {
            [nameof(PlainNotice.Title)] = Subject,
            [nameof(PlainNotice.Paragraphs)] = Paragraphs,
            [nameof(PlainNotice.Code)] = Code,
            [nameof(PlainNotice.Link)] = Link,
            [nameof(PlainNotice.LinkLabel)] = LinkLabel,
            [nameof(PlainNotice.Then)] = Then,
        });
        string?[] blocks = [.. Paragraphs, Code, Link is null ? null : $"{LinkLabel} :\n{Link}", .. Then, "Territoires d'industrie\n"];
        return new OutgoingMail(key, to, Subject, html, string.Join("\n\n", blocks.Where(block => block is not null)));
    }
}
