using System.Text.Json;
using ActionSheets.Sheets;
using ActionSheets.Web;

namespace ActionSheets.Imports;

/// <summary>What one line led to, before it is known whether an earlier line said the same.</summary>
/// <param name="IsOld">The sheet was there before this import began.</param>
/// <param name="IsReplay">The sheet was there before this call.</param>
internal sealed record RowOutcome(
    Guid Key, string Title, string? Reference = null, string? Id = null, bool IsOld = false, bool IsReplay = false, IReadOnlyDictionary<string, string[]>? Errors = null)
{
    /// <summary>Paths told for a line: who has more to mend sees the rest next time.</summary>
    private const int MostPaths = 40;
    private static readonly Dictionary<string, string[]> NoErrors = [];

    /// <summary>References of sheets it may mean; looked for only before anything is written.</summary>
    public IReadOnlyList<string> Alike { get; init; } = [];

    public ImportVerdict ToVerdict(int row, bool isRepeated)
    {
        var verdict = Errors is not null ? RowVerdict.Rejected : IsOld || isRepeated ? RowVerdict.Unchanged : RowVerdict.Accepted;
        return new ImportVerdict(row, verdict, Reference, Id, Title, Errors?.Take(MostPaths).ToDictionary(error => error.Key, error => error.Value, StringComparer.Ordinal) ?? NoErrors) { Alike = Alike };
    }
}

/// <summary>Submits a line as a sheet, or only looks what would come of it. The rules are those of every other door.</summary>
public sealed class RowIntake(SheetIntake intake, SheetStore store)
{
    private const int LongestTitle = 100;

    internal async Task<RowOutcome> Submit(Import import, ImportTable table, ImportRow row, byte[] body, CancellationToken cancellationToken)
    {
        using var sheet = JsonDocument.Parse(body);
        var key = RowSheets.KeyOf(import.Region, sheet.RootElement);
        if (Unfit(table, row, body) is { } unfit)
        {
            return Rejected(key, sheet.RootElement, unfit);
        }

        var submission = new Submission(import.Region, import.SubmittedBy, key, sheet.RootElement, body);
        return await intake.Accept(submission, cancellationToken) switch
        {
            IntakeResult.Accepted accepted => new RowOutcome(
                key, TitleOf(sheet.RootElement), accepted.Sheet.Reference, accepted.Sheet.Id, accepted.IsReplay && accepted.Sheet.SubmittedAt < import.CreatedAt, accepted.IsReplay),
            var refused => Rejected(key, sheet.RootElement, ErrorsOf(refused)),
        };
    }

    /// <summary>Writes nothing.</summary>
    internal async Task<RowOutcome> Foresee(Import import, ImportTable table, ImportRow row, byte[] body, AlikeSheets there, CancellationToken cancellationToken)
    {
        using var sheet = JsonDocument.Parse(body);
        var key = RowSheets.KeyOf(import.Region, sheet.RootElement);
        if (Unfit(table, row, body) is { } unfit)
        {
            return Rejected(key, sheet.RootElement, unfit);
        }

        var id = SheetId.For(import.Region, key);
        if (await store.FindSubmission(id, key, cancellationToken) is { IsAccepted: true } record)
        {
            return new RowOutcome(key, TitleOf(sheet.RootElement), record.Reference, id.Value, IsOld: true, IsReplay: true);
        }

        return intake.Refusal(new Submission(import.Region, import.SubmittedBy, key, sheet.RootElement, body)) is { } refused
            ? Rejected(key, sheet.RootElement, ErrorsOf(refused))
            : new RowOutcome(key, TitleOf(sheet.RootElement)) { Alike = there.To(sheet.RootElement) };
    }

    private static RowOutcome Rejected(Guid key, JsonElement sheet, IReadOnlyDictionary<string, string[]> errors) => new(key, TitleOf(sheet), Errors: errors);

    /// <summary>What is wrong with the line as a line: it never becomes a sheet.</summary>
    private static Dictionary<string, string[]>? Unfit(ImportTable table, ImportRow row, byte[] body)
    {
        if (row.Cells.Count > table.Header.Count)
        {
            return Fault("", "La ligne compte plus de cellules que le fichier n'a d'intitulés.");
        }

        return body.Length > JsonBody.MaxBytes ? Fault("", "La ligne est trop longue : la limite est de 1 Mio.") : null;
    }

    private static IReadOnlyDictionary<string, string[]> ErrorsOf(IntakeResult refused) => refused switch
    {
        IntakeResult.NotYours notYours => Fault("territoryId", Problem.NotLed(notYours.TerritoryName).Detail!),
        IntakeResult.Invalid invalid => invalid.Errors,
        IntakeResult.KeyReused => Fault("", Problem.KeyReused().Title),
        _ => throw new NotSupportedException("An intake refuses in three ways."),
    };

    private static Dictionary<string, string[]> Fault(string path, string sentence) => new(StringComparer.Ordinal) { [path] = [sentence] };

    /// <summary>So that a person finds the line again.</summary>
    private static string TitleOf(JsonElement sheet)
    {
        var title = sheet.TryGetProperty("title", out var value) ? value.GetString()! : "";
        return title.Length <= LongestTitle ? title : title[..LongestTitle].TrimEnd() + "…";
    }
}
