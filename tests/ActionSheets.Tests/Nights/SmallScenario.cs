using ActionSheets.Nights;
using ActionSheets.Sheets;
using Support;

namespace ActionSheets.Tests.Nights;

/// <summary>
/// Five sheets around 31 March 2019, the day of 23 hours: one more than a year old, one of the day before, two of the day, one of the first
/// instant after it. The figures of the night are worked out by hand in <see cref="NightContentTests"/>.
/// </summary>
public abstract class SmallScenario(Azurite azurite) : NightWorld(azurite)
{
    private protected const string Night = "2019-03-31";

    private protected SheetId LateAnswerTo { get; private set; }

    private protected async Task Happen()
    {
        // Sent on 3 April 2018, due 15 working days later; 1 and 8 May are holidays.
        var old = await Submit(
            "2018-03-30T09:00:00", "TI-93-0001", "carros", "attractivite", "Requalifier la zone", "Métropole Nice Côte d'Azur", 2_700_000, 1_000_000,
            new RequestMade("r1", "banque-des-territoires", "cofinancement", 850_000), new RequestMade("s1", "etat", "etat", null));
        await Send(old, "2018-04-03T10:00:00", "2018-04-24", "r1", "s1");
        await Answer(old, "2018-04-10T15:00:00", "r1", AnswerKinds.AgreementInPrinciple, 500_000.5m, "subvention");
        await Answer(old, "2018-05-02T15:00:00", "r1", AnswerKinds.AgreementInPrinciple, 600_000, "subvention", "Montant revu ; voir \"annexe\"");

        // The last millisecond of the day before; interregional; a title and an owner no spreadsheet may run.
        var hostile = await Submit(
            "2019-03-30T23:59:59.999", "TI-75-0002", "lacq-pau-tarbes", "innovation", "=HYPERLINK(\"http://x.example\";\"clic\")", "-Danger\r\n@SUM(1+1)", null, 0,
            new RequestMade("r1", "bpifrance", "pret", null), new RequestMade("r2", "pole-emploi", "accompagnement", 10_000.25m));
        await Send(hostile, "2019-03-31T08:00:00", "2019-04-19", "r1", "r2");
        await Answer(hostile, "2019-03-31T12:00:00", "r1", AnswerKinds.AcceleratedAppraisal, opensOn: new DateOnly(2019, 5, 2));
        await Answer(hostile, "2019-03-31T12:30:00", "r2", AnswerKinds.Question);
        LateAnswerTo = hostile;

        // The last millisecond of the day, number 10 after number 2, and one whose letter has not left.
        await Submit("2019-03-31T23:59:59.999", "TI-75-0010", "lacq-pau-tarbes", "innovation", "Deuxième fiche", "Commune de Lacq", 100_000, 150_000);
        await Submit(
            "2019-03-31T11:00:00", "TI-75-0003", "lacq-pau-tarbes", "competences", "Troisième fiche", "CC Lacq-Orthez", 50_000.1m, 0,
            new RequestMade("r1", "bpifrance", "pret", 20_000));

        // The first instant of the next day: neither this sheet nor this answer is in the night.
        await Submit("2019-04-01T00:00:00", "TI-75-0001", "lacq-pau-tarbes", "innovation", "Trop tard", "Commune", 1_000_000);
        await Answer(hostile, "2019-04-01T00:00:00", "r1", AnswerKinds.Refused, reason: "Trop tard");
    }

    /// <summary>Lets the chain start the day before, not a year earlier with the first sheet.</summary>
    private protected Task StartChain() => Get<NightMaker>().Make(Day(Night).AddDays(-1), previous: null, isAside: false, CancellationToken.None);

    /// <summary>The night as the first of its chain: its manifest names no other, whose bytes would tell the version of the code.</summary>
    private protected Task MakeFirst() => Get<NightMaker>().Make(Day(Night), previous: null, isAside: false, CancellationToken.None);
}
