using ActionSheets.Mail;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using Support;
using Xunit;

namespace ActionSheets.Tests.Mail;

/// <summary>Outside production no mail reaches a real person.</summary>
[Collection(FunctionsCollection.Name)]
public sealed class AllowedRecipientsTests(Azurite azurite)
{
    [Theory]
    [InlineData("", 2)]
    [InlineData("@etat.example", 1)]
    [InlineData("GUICHET@etat.example guichet@banque-des-territoires.example", 2)]
    [InlineData("someone@elsewhere.example", 0)]
    [InlineData("t@etat.example", 0)]
    public async Task Only_the_recipients_of_the_list_are_written_to(string allowed, int mails)
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString, ("SendGrid:AllowedRecipients", allowed));
        (await run.SubmitAsync(SheetExamples.Fullest())).Is(201);
        await run.SendAllAsync();
        Assert.Equal(mails, run.Mail.Sent.Count(mail => !MailStandIn.KeyOf(mail).StartsWith("watch", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_address_is_allowed_whole_or_by_its_domain()
    {
        var options = new MailOptions { AllowedRecipients = "a@b.example @c.example" };
        Assert.True(options.Allows("A@b.example"));
        Assert.True(options.Allows("x@C.example"));
        Assert.False(options.Allows("x@b.example"));
        Assert.False(options.Allows("x@cc.example.org"));
    }
}
