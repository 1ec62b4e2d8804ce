using LocalHost.Mail;
using Xunit;

namespace LocalHost.Tests.Mail;

public sealed class MailPagesTests
{
    private static readonly CapturedMail Mail = new(
        "abc",
        ["a@b.example"],
        "c@d.example",
        "<b>Objet</b>",
        "Voir <https://a.example/avis/x?y=1&z=2> ou\nhttps://a.example/avis/t0ken.\n<script>",
        Html: null,
        new Dictionary<string, string>(),
        new Dictionary<string, string>(),
        [],
        "2019-03-22T18:00:00+01:00");

    [Fact]
    public void What_a_mail_says_is_text_on_our_page() => Assert.DoesNotContain("<b>Objet", MailPages.List([Mail]), StringComparison.Ordinal);

    [Fact]
    public void Addresses_in_the_text_can_be_followed_and_nothing_else_is_markup()
    {
        var page = MailPages.One(Mail);

        Assert.Contains("""<a href="https://a.example/avis/x?y=1&amp;z=2">""", page, StringComparison.Ordinal);
        Assert.Contains("""<a href="https://a.example/avis/t0ken">""", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
    }
}
