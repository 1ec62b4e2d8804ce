using System.Text;
using ActionSheets.Reviews;
using ActionSheets.Sheets;
using ActionSheets.Web;
using Benchmarks.Bare;
using Benchmarks.Figures;
using Benchmarks.Loads;
using Benchmarks.Servers;
using LocalHost.SignIn;
using LocalHost.Starting;
using Microsoft.Extensions.Options;

namespace Benchmarks.Measuring;

/// <summary>
/// Answers recorded over HTTP by 32 clients at once. They are posted by signed-in operators: the walk by code waits for a mail, and would
/// measure the stand-in that takes it.
/// </summary>
internal static class Answer
{
    public const string PerSecond = "answer";

    private const int WarmUps = 3;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Scale scale, CancellationToken cancellationToken)
    {
        var (pairs, answers) = scale == Scale.Small ? (5, 120) : (15, 300);
        await using var stage = await Stage.SetAsync(cancellationToken);
        var links = Links(stage);

        // The models' own answers, which the baseline copies from.
        await Clients.PostAsync(stage.Product, [.. stage.Models.Select((id, sample) => (id, sample)).Where(model => Asks(model.sample)).Select(model => Answering(links, model.id, model.id, model.sample))]);
        await stage.RememberAsync(Memory.Answered);

        var runs = await Interleaved.RunAsync(
            pairs,
            WarmUps,
            () => RunAsync(stage, stage.Product, answers, (id, sample) => Answering(links, id, id, sample)),
            () => RunAsync(stage, stage.Bare, answers, (id, sample) => Answering(links, stage.Models[sample], id, sample)));
        return [runs.Figure(PerSecond, "answers/s", Goal.AtLeast(0.9), perSecond => perSecond)];
    }

    private static bool Asks(int sample) => SampleSheets.FirstOperator(sample) is not null;

    private static async Task<double> RunAsync(Stage stage, ServerProcess server, int answers, Func<string, int, Posting> answering)
    {
        var sheets = Enumerable.Range(0, int.MaxValue).Select(i => i % SampleSheets.Count).Where(Asks).Take(answers).Select(SampleSheets.Of).ToList();
        var ids = await stage.AcceptAsync(server, sheets);
        var postings = ids.Select((id, i) => answering(id, sheets[i].Sample)).ToList();
        var load = await Clients.PostAsync(server, postings);
        return load.PerSecond;
    }

    /// <param name="linked">The sheet that the link opens; the baseline opens none, and gets a link as long.</param>
    private static Posting Answering(ReviewLinks links, string linked, string sheet, int sample)
    {
        var asked = SampleSheets.FirstOperator(sample)!;
        var token = links.TokenOf(new SheetLetterId(SheetId.Parse(linked), 1, asked, 0), TimeProvider.System.GetUtcNow());
        var body =
            $$$"""
            {"requestKey": "{{{sheet}}}/r1", "kind": "accelerated-appraisal", "appraisalOpensOn": "2030-01-15",
             "comment": "Le dossier complet peut être déposé dès maintenant sur notre plateforme.",
             "respondent": {"name": "Camille Martin", "email": "camille.martin@{{{asked}}}.example"}}
            """;
        var principal = new Person("operator", Region: null, asked, "Camille Martin", $"camille.martin@{asked}.example").ToPrincipal();
        return new Posting($"/api/reviews/{token}/answers", Encoding.UTF8.GetBytes(body), principal, sample, sheet);
    }

    internal static ReviewLinks Links(Stage stage)
    {
        var secrets = KeptFile.Read(Path.Combine(stage.ProductFolder, "secrets.json"), SecretsJson.Default.Secrets)!;
        var keys = new LinkOptions { Keys = { new LinkKey { Id = secrets.LinkKeyId, Secret = secrets.LinkSecret } } };
        return new ReviewLinks(new SignedLinks(Options.Create(keys), TimeProvider.System), Options.Create(new PublicOptions()));
    }
}
