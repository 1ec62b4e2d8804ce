using System.Globalization;
using System.Text.Json.Nodes;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using Support;
using Xunit;

namespace ActionSheets.Tests.Reviews;

/// <summary>
/// Six weeks with Easter, 1 May and 8 May, sixty sheets and five desks: Bpifrance wants its letters at ten, Business France is absent from 3 to
/// 12 April, Pôle emploi says nothing, the address of the Banque des Territoires refuses mail, the State answers at once. The process is
/// killed on the way. The table holds every mail, and there is no other.
/// </summary>
public sealed class SixWeeksTests
{
    private const string Start = "2019-04-01T09:30:00+02:00";

    private static readonly string[] Operators = ["banque-des-territoires", "bpifrance", "business-france", "pole-emploi"];

    /// <summary>
    /// Due days: sent on 1 April, 23 April (Easter Monday is a holiday); on 2 April, 24 April; on 8 April, 30 April. The digest of 1 April to
    /// Bpifrance is proven to have arrived on 2 April: its delay starts then. Reminders five working days before, on the day and three after;
    /// the substitute and the Region at five, those above at ten (1 and 8 May are holidays). The sheets of which the State was the only one asked are settled on the day they
    /// came, those that Bpifrance answers on 25 April: nobody does anything, so the Region is told again ten working days later, and once more after another ten. One of these four is an appraisal announced for 29 April, of which Bpifrance is asked five working days later, at its hour.
    /// </summary>
    private const string Expected =
        """
        2019-04-01 09 guichet@banque-des-territoires.example 4
        2019-04-01 09 guichet@business-france.example 4
        2019-04-01 09 guichet@etat.example 4
        2019-04-01 09 guichet@pole-emploi.example 4
        2019-04-01 09 fiches@region-93.example 4
        2019-04-01 10 guichet@bpifrance.example 1
        2019-04-01 12 suppleance@banque-des-territoires.example 1
        2019-04-01 12 fiches@region-93.example 1
        2019-04-02 09 guichet@business-france.example 4
        2019-04-02 09 guichet@etat.example 4
        2019-04-02 09 guichet@pole-emploi.example 4
        2019-04-02 09 suppleance@banque-des-territoires.example 4
        2019-04-02 09 fiches@region-93.example 4
        2019-04-02 10 guichet@bpifrance.example 1
        2019-04-03 00 suppleance@business-france.example 1
        2019-04-03 00 fiches@region-93.example 1
        2019-04-08 09 guichet@etat.example 4
        2019-04-08 09 guichet@pole-emploi.example 4
        2019-04-08 09 suppleance@banque-des-territoires.example 4
        2019-04-08 09 suppleance@business-france.example 4
        2019-04-08 09 fiches@region-93.example 4
        2019-04-08 10 guichet@bpifrance.example 1
        2019-04-13 00 fiches@region-93.example 1
        2019-04-15 08 guichet@business-france.example 1
        2019-04-15 08 guichet@pole-emploi.example 1
        2019-04-15 08 suppleance@banque-des-territoires.example 1
        2019-04-15 08 fiches@region-93.example 1
        2019-04-16 08 guichet@business-france.example 1
        2019-04-16 08 guichet@pole-emploi.example 1
        2019-04-16 08 suppleance@banque-des-territoires.example 1
        2019-04-16 08 fiches@region-93.example 1
        2019-04-16 10 guichet@bpifrance.example 1
        2019-04-23 08 guichet@business-france.example 1
        2019-04-23 08 guichet@pole-emploi.example 1
        2019-04-23 08 suppleance@banque-des-territoires.example 1
        2019-04-23 08 fiches@region-93.example 1
        2019-04-23 10 guichet@bpifrance.example 1
        2019-04-24 08 guichet@bpifrance.example 1
        2019-04-24 08 guichet@business-france.example 1
        2019-04-24 08 guichet@pole-emploi.example 1
        2019-04-24 08 suppleance@banque-des-territoires.example 1
        2019-04-25 09 fiches@region-93.example 4
        2019-04-26 08 guichet@business-france.example 1
        2019-04-26 08 guichet@pole-emploi.example 1
        2019-04-26 08 suppleance@banque-des-territoires.example 1
        2019-04-29 08 guichet@bpifrance.example 1
        2019-04-29 08 guichet@business-france.example 1
        2019-04-29 08 guichet@pole-emploi.example 1
        2019-04-29 08 suppleance@banque-des-territoires.example 1
        2019-04-30 08 guichet@business-france.example 1
        2019-04-30 08 guichet@pole-emploi.example 1
        2019-04-30 08 suppleance@banque-des-territoires.example 2
        2019-04-30 08 suppleance@business-france.example 1
        2019-04-30 08 suppleance@pole-emploi.example 1
        2019-04-30 08 fiches@region-93.example 4
        2019-05-02 08 suppleance@banque-des-territoires.example 1
        2019-05-02 08 suppleance@bpifrance.example 1
        2019-05-02 08 suppleance@business-france.example 1
        2019-05-02 08 suppleance@pole-emploi.example 1
        2019-05-02 08 fiches@region-93.example 5
        2019-05-06 08 guichet@business-france.example 1
        2019-05-06 08 guichet@pole-emploi.example 1
        2019-05-06 08 suppleance@banque-des-territoires.example 1
        2019-05-07 10 guichet@bpifrance.example 1
        2019-05-09 08 suppleance@banque-des-territoires.example 1
        2019-05-09 08 suppleance@business-france.example 1
        2019-05-09 08 suppleance@pole-emploi.example 1
        2019-05-09 08 fiches@region-93.example 4
        2019-05-09 08 direction@pole-emploi.example 1
        2019-05-09 08 territoires@ministere.example 3
        2019-05-10 08 direction@pole-emploi.example 1
        2019-05-13 08 fiches@region-93.example 1
        2019-05-10 08 territoires@ministere.example 4
        2019-05-16 08 direction@pole-emploi.example 1
        2019-05-16 08 territoires@ministere.example 3
        """;

    /// <summary>Every morning at 06:15 the ministry's list is told that the night before is there: forty-nine nights with sheets, one mail each.</summary>
    private static IEnumerable<string> ReadyNights =>
        Enumerable.Range(0, 49).Select(day => string.Create(CultureInfo.InvariantCulture, $"{new DateOnly(2019, 4, 2).AddDays(day):yyyy-MM-dd} 06 territoires@ministere.example 1"));

    [Fact]
    public async Task Sixty_sheets_and_five_desks_get_exactly_the_mails_of_the_table()
    {
        await using var host = await StartedLocalHost.StartAsync("--clock", Start);
        await SetDesksAsync(host);

        await SubmitAsync(host);
        await UntilAsync(host, "2019-04-01T12:00:00+02:00");
        await EventAsync(host, "guichet@banque-des-territoires.example", "bounce");
        await UntilAsync(host, "2019-04-02T09:30:00+02:00");
        await EventAsync(host, "guichet@bpifrance.example", "delivered");
        await SubmitAsync(host);

        // Killed and started again: on a quiet day, and in the middle of a day with mail.
        await KilledAsync(host);
        await UntilAsync(host, "2019-04-08T09:30:00+02:00");
        var last = await SubmitAsync(host);
        await UntilAsync(host, "2019-04-15T07:59:30+02:00");
        var moving = host.PostAsync("/local/clock", new { now = "2019-04-24T12:00:00+02:00" });
        await host.MailAsync("a reminder", mail => mail.ReceivedAt > Product.Time("2019-04-15T07:59:59+02:00"));
        await KilledAsync(host);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => moving);

        await UntilAsync(host, "2019-04-25T09:30:00+02:00");
        await AnswerAllAsync(host, last);
        await UntilAsync(host, "2019-05-20T12:00:00+02:00");

        var mails = await host.MailsAsync();
        var sent = mails
            .CountBy(mail => string.Create(CultureInfo.InvariantCulture, $"{mail.ReceivedAt:yyyy-MM-dd HH} {mail.To.Single()}"))
            .Select(group => $"{group.Key} {group.Value.ToString(CultureInfo.InvariantCulture)}");
        Assert.Equal(Expected.Split('\n').Concat(ReadyNights).Order(StringComparer.Ordinal), sent.Order(StringComparer.Ordinal));
        DeskLettersRead.AreAsAccepted(mails);
        var ladder = mails.Where(mail => mail.CustomArgs["oid"].StartsWith("g-", StringComparison.Ordinal) && !mail.CustomArgs["oid"].Contains("-settled.", StringComparison.Ordinal)).ToList();
        Assert.All(ladder, mail => Assert.EndsWith(", Provence-Alpes-Côte d'Azur)", mail.Subject, StringComparison.Ordinal));
        Assert.All(ladder.Where(mail => mail.ReceivedAt.DayOfYear > 116).GroupBy(mail => (mail.To[0], mail.ReceivedAt.Date)), day => Assert.Equal(day.Count(), day.Select(mail => mail.Subject).Distinct(StringComparer.Ordinal).Count()));
        await Invariants.HoldAsync(await host.StorageAsync());
        var health = JsonNode.Parse((await host.Client.ReadAsync("/api/health")).Is(200).Body)!;
        Assert.Equal("ok", health["status"]!.GetValue<string>());
    }

    private static async Task SetDesksAsync(StartedLocalHost host)
    {
        using var administrator = host.As("administrator", name: "Alix", email: "alix@ministere.example");
        await PutAsync("bpifrance", """{"digestHour": 10}""");
        await PutAsync("business-france", """{"absence": {"from": "2019-04-03", "until": "2019-04-12"}}""");
        await PutAsync("pole-emploi", """{"regionalHead": "direction@pole-emploi.example"}""");

        async Task PutAsync(string asked, string more)
        {
            var desk = JsonNode.Parse(more)!.AsObject();
            (desk["name"], desk["address"], desk["substitute"]) = ("Guichet " + asked, $"guichet@{asked}.example", $"suppleance@{asked}.example");
            (await administrator.PutAsync($"/api/desks/{asked}/*", desk)).Is(200);
        }
    }

    /// <summary>Twenty sheets, four for each desk; the State answers its four.</summary>
    private static async Task<IReadOnlyList<string>> SubmitAsync(StartedLocalHost host)
    {
        using var region = host.As("region", "93", name: "Camille Région", email: "camille@region-93.example");
        var ids = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            foreach (var asked in Operators)
            {
                var sheet = SheetExamples.Smallest();
                sheet.Remove("stateRequests");
                sheet["operatorRequests"] = new JsonArray(new JsonObject { ["operator"] = asked, ["kind"] = "ingenierie", ["amount"] = null, ["request"] = "Une étude." });
                ids.Add((await region.SubmitAsync(sheet)).Is(201).Json.GetProperty("id").GetString()!);
            }

            ids.Add((await region.SubmitAsync(SheetExamples.Smallest())).Is(201).Json.GetProperty("id").GetString()!);
        }

        await host.AdvanceAsync("PT0S");
        using var ministry = host.As("ministry", name: "Claude", email: "claude@ministere.example");
        foreach (var id in ids.Where((_, i) => i % 5 == 4))
        {
            await AnswerAsync(host, ministry, $"{id}.v1.etat", Refusal($"{id}/s1"));
        }

        await host.AdvanceAsync("PT0S");
        return ids;
    }

    /// <summary>Bpifrance answers the last four sheets it was asked about, the first of them with a promise.</summary>
    private static async Task AnswerAllAsync(StartedLocalHost host, IReadOnlyList<string> ids)
    {
        using var asked = host.As("operator", @operator: "bpifrance", name: "Dominique", email: "dominique@bpifrance.example");
        foreach (var (i, id) in ids.Where((_, i) => i % 5 == 1).Index())
        {
            var answer = i == 0 ? Answers.Of($"{id}/r1", "accelerated-appraisal", null, ("appraisalOpensOn", "2019-04-29")) : Refusal($"{id}/r1");
            await AnswerAsync(host, asked, "g-all.2019040810-digest.bpifrance", answer);
        }

        await host.AdvanceAsync("PT0S");
    }

    private static JsonObject Refusal(string requestKey) => Answers.Of(requestKey, "refused", null, ("reason", "Déjà financé."));

    private static async Task AnswerAsync(StartedLocalHost host, HttpClient who, string letter, JsonObject answer)
    {
        var token = Product.TokenIn(await host.MailAsync(letter, mail => Product.KeyOf(mail) == letter));
        (await who.PostAsync($"/api/reviews/{token}/answers", answer)).Is(201);
    }

    private static async Task EventAsync(StartedLocalHost host, string address, string name)
    {
        var mail = (await host.MailsAsync()).Last(mail => mail.To.Contains(address));
        (await host.PostAsync($"/local/sendgrid/events/{mail.Id}", new Dictionary<string, string>(StringComparer.Ordinal) { ["event"] = name })).EnsureSuccessStatusCode();
        await host.AdvanceAsync("PT0S");
    }

    private static async Task UntilAsync(StartedLocalHost host, string now)
    {
        using var answer = await host.PostAsync("/local/clock", new { now });
        answer.EnsureSuccessStatusCode();
    }

    private static async Task KilledAsync(StartedLocalHost host)
    {
        await host.KillAsync();
        await host.RestartInPlaceAsync("--clock", Start);
    }
}
