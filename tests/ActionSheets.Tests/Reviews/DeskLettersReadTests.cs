using System.Text.Json.Nodes;
using ActionSheets.Reviews;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using Support;
using Xunit;

namespace ActionSheets.Tests.Reviews;

/// <summary>
/// Every letter that is about all that waits at a desk, as it reads when it arrives: one sheet for each operator, six weeks, and each does what brings the
/// next letter. Which of them leave when is told by <see cref="SixWeeksTests"/>.
/// </summary>
public sealed class DeskLettersReadTests
{
    private static readonly string[] Operators = ["banque-des-territoires", "bpifrance", "business-france", "pole-emploi"];

    [Fact]
    public async Task Every_letter_of_a_desk_reads_as_it_was_accepted()
    {
        await using var host = await StartedLocalHost.StartAsync("--clock", "2019-04-01T09:30:00+02:00");
        await SetDesksAsync(host);
        foreach (var asked in Operators)
        {
            await SubmitAsync(host, asked);
        }

        // The digest of Bpifrance leaves at ten; the address of the Banque des Territoires refuses its letter.
        await UntilAsync(host, "2019-04-01T12:00:00+02:00");
        await BounceAsync(host, "guichet@banque-des-territoires.example");
        await AnswerAsync(host, "bpifrance");
        await UntilAsync(host, "2019-05-10T12:00:00+02:00");

        var mails = await host.MailsAsync();
        foreach (var purpose in Enum.GetNames<LetterPurpose>().Select(name => name.ToLowerInvariant()))
        {
            var first = mails.Where(mail => Product.KeyOf(mail).Contains($"-{purpose}.", StringComparison.Ordinal)).OrderBy(mail => mail.ReceivedAt).ThenBy(Product.KeyOf, StringComparer.Ordinal).FirstOrDefault();
            Assert.True(first is not null, purpose);
            MailSnapshot.Check("desk-" + purpose, first!, Product.KeyOf(first!));
        }

        var night = mails.Where(mail => Product.KeyOf(mail).StartsWith("night.", StringComparison.Ordinal)).MinBy(mail => mail.ReceivedAt)!;
        MailSnapshot.Check("night", night, Product.KeyOf(night));
    }

    private static async Task SetDesksAsync(StartedLocalHost host)
    {
        using var administrator = host.As("administrator", name: "Alix", email: "alix@ministere.example");
        foreach (var (asked, more) in ((string, string)[])
        [
            ("bpifrance", """{"digestHour": 10}"""), ("business-france", """{"absence": {"from": "2019-04-03", "until": "2019-04-12"}}"""), ("pole-emploi", """{"regionalHead": "direction@pole-emploi.example"}"""),
        ])
        {
            var desk = JsonNode.Parse(more)!.AsObject();
            (desk["name"], desk["address"], desk["substitute"]) = ("Guichet " + asked, $"guichet@{asked}.example", $"suppleance@{asked}.example");
            (await administrator.PutAsync($"/api/desks/{asked}/*", desk)).Is(200);
        }
    }

    private static async Task SubmitAsync(StartedLocalHost host, string asked)
    {
        using var region = host.As("region", "93", name: "Camille Région", email: "camille@region-93.example");
        var sheet = SheetExamples.Smallest();
        sheet.Remove("stateRequests");
        sheet["operatorRequests"] = new JsonArray(new JsonObject { ["operator"] = asked, ["kind"] = "ingenierie", ["amount"] = null, ["request"] = "Une étude de faisabilité." });
        (await region.SubmitAsync(sheet)).Is(201);
    }

    /// <summary>A promise that nobody follows, on a sheet that its Region leaves as it is.</summary>
    private static async Task AnswerAsync(StartedLocalHost host, string asked)
    {
        var letter = await host.MailAsync("the digest", mail => Product.KeyOf(mail).EndsWith($"-digest.{asked}", StringComparison.Ordinal));
        using var person = host.As("operator", @operator: asked, name: "Dominique", email: $"dominique@{asked}.example");
        var token = Product.TokenIn(letter);
        var key = (await person.ReadAsync($"/api/reviews/{token}")).Is(200).Json.GetProperty("items")[0].GetProperty("requestKey").GetString()!;
        (await person.PostAsync($"/api/reviews/{token}/answers", Answers.Of(key, "accelerated-appraisal", null, ("appraisalOpensOn", "2019-04-05")))).Is(201);
        await host.AdvanceAsync("PT0S");
    }

    private static async Task BounceAsync(StartedLocalHost host, string address)
    {
        var mail = await host.MailAsync("the letter", mail => mail.To.Contains(address));
        (await host.PostAsync($"/local/sendgrid/events/{mail.Id}", new Dictionary<string, string>(StringComparer.Ordinal) { ["event"] = "bounce" })).EnsureSuccessStatusCode();
        await host.AdvanceAsync("PT0S");
    }

    private static async Task UntilAsync(StartedLocalHost host, string now)
    {
        using var answer = await host.PostAsync("/local/clock", new { now });
        answer.EnsureSuccessStatusCode();
    }
}
