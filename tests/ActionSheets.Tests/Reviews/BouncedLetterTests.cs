using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using Support;
using Xunit;

namespace ActionSheets.Tests.Reviews;

/// <summary>A letter that nobody got burns no delay: the substitute, the Region and the clock are told one day.</summary>
public sealed class BouncedLetterTests
{
    [Theory]
    [InlineData(false, "16 avril 2019", "2019-04-16")]
    [InlineData(true, "12 avril 2019", "2019-04-12")]
    public async Task The_letter_to_the_substitute_says_the_day_that_its_own_sending_sets(bool isDelivered, string told, string dueOn)
    {
        // A Friday; the bounce comes on Tuesday, fifteen working days before 16 April.
        await using var host = await StartedLocalHost.StartAsync("--clock", "2019-03-22T10:00:00+01:00");
        using var region = host.As("region", "93", name: "Camille", email: "camille@region-93.example");
        var sheet = (await region.SubmitAsync(SheetExamples.Smallest())).Is(201).Json.GetProperty("id").GetString()!;
        var letter = await host.MailAsync("the letter", mail => Product.KeyOf(mail) == $"{sheet}.v1.etat");
        Assert.Contains("12 avril 2019", letter.Text, StringComparison.Ordinal);
        await host.AdvanceAsync("PT0S");
        if (isDelivered)
        {
            await EventAsync(host, letter, "delivered");
        }

        await host.AdvanceAsync("P4D");
        await EventAsync(host, letter, "bounce");

        var substitute = await host.MailAsync("the letter to the substitute", mail => Product.KeyOf(mail).EndsWith("-bounce.etat", StringComparison.Ordinal));
        var word = await host.MailAsync("the word to the Region", mail => Product.KeyOf(mail).EndsWith("-toldbounce.etat", StringComparison.Ordinal));
        Assert.Equal(["suppleance@etat.example"], substitute.To);
        Assert.All([substitute, word], mail => Assert.Contains($"réponse attendue le {told} :", mail.Text, StringComparison.Ordinal));
        var asked = (await region.ReadAsync($"/api/action-sheets/{sheet}")).Is(200).Json.GetProperty("requests")[0];
        Assert.Equal(dueOn, asked.GetProperty("dueOn").GetString());

        // One request on one sheet, in the singular, and the Region's link leads to that sheet.
        Assert.Contains("Cette demande vous est adressée comme suppléance ; son délai", substitute.Text, StringComparison.Ordinal);
        Assert.Contains("Répondre à cette demande, sans créer de compte :", substitute.Text, StringComparison.Ordinal);
        Assert.Contains("confirmera votre réponse.", substitute.Text, StringComparison.Ordinal);
        Assert.Matches($"Suivre cette fiche :\nhttp\\S+/fiches/{sheet}\n", word.Text);
    }

    private static async Task EventAsync(StartedLocalHost host, SentMail mail, string name)
    {
        (await host.PostAsync($"/local/sendgrid/events/{mail.Id}", new Dictionary<string, string>(StringComparer.Ordinal) { ["event"] = name })).EnsureSuccessStatusCode();
        await host.AdvanceAsync("PT0S");
    }
}
