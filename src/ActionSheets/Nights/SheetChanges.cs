using ActionSheets.Reference;
using ActionSheets.Reviews;
using ActionSheets.Sheets;
using ActionSheets.Web;

namespace ActionSheets.Nights;

/// <summary>
/// <c>changes.csv</c>: which sheets entered, changed and left since the night before, and why. A withdrawn sheet leaves, though it stays in
/// the list of sheets with that status. For a Region a sheet also enters or leaves when its territory changes to one the Region may read or may not.
/// </summary>
internal sealed class SheetChanges(DateOnly night, ReferenceData reference)
{
    public const string File = "changes.csv";
    public const string Entered = "entree";
    public const string Changed = "modification";
    public const string Left = "sortie";

    private const string Heading = "reference;mouvement;motif";

    public static CsvTable Table() => new(File, Heading);

    /// <summary>Writes what a reader has to know of one sheet: at most two lines.</summary>
    /// <param name="wasReader">Whether the reader could see it the night before; true for the ministry.</param>
    public void Write(CsvTable table, SheetInTime sheet, bool wasReader, bool isReader)
    {
        foreach (var (movement, reason) in Of(sheet, wasReader, isReader))
        {
            table.Text(sheet.Now.Reference).Text(movement).Text(reason).EndLine();
        }
    }

    private (string Movement, string Reason)[] Of(SheetInTime sheet, bool wasReader, bool isReader)
    {
        var before = wasReader ? sheet.DayBefore : null;
        if (!isReader)
        {
            return before is null ? [] : [(Left, "changement de territoire")];
        }

        var reasons = ReasonsOf(sheet);
        var leaves = sheet.Now.Withdrawal is { } withdrawal && sheet.DayBefore?.Status != SheetStatus.Withdrawn ? [(Left, "retrait : " + withdrawal.Reason)] : Array.Empty<(string, string)>();
        if (before is null)
        {
            return [(Entered, sheet.DayBefore is null ? reasons : "changement de territoire"), .. leaves];
        }

        return leaves.Length == 0 && reasons.Length > 0 ? [(Changed, reasons)] : leaves;
    }

    private string ReasonsOf(SheetInTime sheet) =>
        string.Join(", ", sheet.OfTheDay.Select(entry => ReasonOf(sheet.Now, entry.Event)).OfType<string>().Distinct(StringComparer.Ordinal));

    /// <summary>Null for what no file of the night shows, and for what this version does not know.</summary>
    private string? ReasonOf(Sheet sheet, SheetEvent happened) => happened switch
    {
        SheetSubmitted => "dépôt",
        SheetCorrected corrected => FormattableString.Invariant($"version {corrected.Version}"),
        LetterSent sent => $"envoi à {NameOf(sent.Operator)}",
        AnswerGiven given => $"réponse de {NameOf(sheet, given.Request)} ({AnswerLabels.Of(given.Kind)})",
        QuestionReplied replied => $"réponse de la Région à {NameOf(sheet, replied.Request)}",
        FileAttached => "pièce jointe",
        LetterDelivered delivered => $"remise à {NameOf(sheet, delivered.Requests[0])}",
        Reminded reminded => $"relance de {NameOf(reminded.Operator)}",
        DueExtended extended => $"délai prolongé pour {NameOf(sheet, extended.Request)}",
        FollowedUp followed => $"suivi de {NameOf(sheet, followed.Request)}",
        SheetContracted => "contractualisation",
        SheetProgressed progressed => $"avancement : {SheetWordings.OfStatus(Wire.Name(progressed.Status))}",
        _ => null,
    };

    private string NameOf(Sheet sheet, string request) => NameOf(sheet.RequestById(request)?.Operator ?? request);

    private string NameOf(string code) => reference.OperatorByCode(code)?.NameOn(night) ?? code;
}
