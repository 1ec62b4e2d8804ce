using System.Net.Http.Json;

namespace Benchmarks.Loads;

/// <summary>What the pages that are measured are about; the baseline reads the same rows.</summary>
/// <param name="DraftSheet">Id of the sheet that the draft will be: its files stand there.</param>
/// <param name="Waiting">Sheets of the letter of a desk.</param>
internal sealed record PageKeys(
    string Region, string Territory, string Draft, string DraftSheet, string Sheet, string Operator, string LetterId, string DeskLetterId, IReadOnlyList<string> Waiting)
{
    public const string Home = "home";
    public const string NewSheet = "new";
    public const string Sheets = "sheets";
    public const string Step = "draft-step";
    public const string Summary = "draft-summary";
    public const string OneSheet = "sheet";
    public const string Letter = "letter";
    public const string DeskLetter = "letter-500";
    public const string Exports = "exports";
    public const string Dashboard = "dashboard";

    public HttpContent ToContent() => JsonContent.Create(this);
}
