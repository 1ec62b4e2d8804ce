using ActionSheets.Attachments;
using ActionSheets.Web;

namespace ActionSheets.Sheets;

/// <summary>Files that go with a message: files of the sheet like any other, read by the scanner before anybody can, and read by who reads the message.</summary>
public sealed class MessageFiles(AttachmentIntake intake, SheetMessages messages)
{
    /// <summary>The sheet's page has two forms with files.</summary>
    internal const string PartName = "message-file";

    private const int MostFiles = 10;

    /// <summary>What can be said before the message is there; null when nothing stands in the way.</summary>
    internal static Problem? Refusal(Sheet sheet, UploadedFiles files) =>
        AttachmentIntake.Refusal(sheet, files.Files.Count) ?? (files.Files.Count > MostFiles ? TooMany() : null);

    /// <summary>Actor of a message; null when there is none of this number.</summary>
    internal async Task<string?> AuthorOf(StoredSheet stored, int number, CancellationToken cancellationToken) =>
        (await messages.Of(stored, cancellationToken)).FirstOrDefault(message => message.Number == number)?.From;

    internal async Task<(IReadOnlyList<NamedAttachment> Attached, bool IsAnyNew, Problem? Problem)> Attach(
        StoredSheet stored, int number, Caller caller, UploadedFiles files, CancellationToken cancellationToken)
    {
        var goesWith = new AttachedWith(Message: number);

        // What is sent again because its answer was lost takes no second place.
        var fresh = files.Files.DistinctBy(file => file.Sha256, StringComparer.Ordinal).Count(file => AttachmentIntake.Same(stored.Sheet, file, goesWith) is null);
        if (stored.Sheet.Attachments.Count(file => file.Message == number) + fresh > MostFiles)
        {
            return ([], false, TooMany());
        }

        return await files.AttachEach(file => intake.Attach(stored.Id, caller, file, goesWith, cancellationToken));
    }

    private static Problem TooMany() => Problem.WrongState($"Un message porte au plus {MostFiles} pièces jointes.");
}
