using ActionSheets.Nights;
using ActionSheets.Storage;
using ActionSheets.Web;
using Azure;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ActionSheets.Selections;

/// <summary>
/// Gives a selection of one night, cut from the published file. It is cut to the local disk first: a file that turns out to be in the making again, or a
/// storage that fails half-way, is then a problem and never half a table. The download is noted before its first byte leaves.
/// </summary>
public sealed class SelectionGiving(NightFileGiving nights, PublishedFiles files, NightDownloads downloads)
{
    internal async Task<IResult> Give(HttpRequest request, Caller caller, Selection selection, string name, CancellationToken cancellationToken)
    {
        var choice = selection.Choice;
        if (await nights.Find(name, cancellationToken) is not { } night || PublishedFiles.Sha256Of(night, choice.Table) is not { } sha256)
        {
            return Problem.NotFound().ToResult();
        }

        var tag = new EntityTagHeaderValue($"\"{choice.TagOn(sha256)}\"");
        var isKnown = EntityTags.IsKnown(request, tag.Tag.ToString());
        if (await (isKnown ? Task.FromResult<Stream?>(Stream.Null) : Cut(night, choice, cancellationToken)) is not { } cut)
        {
            return Problem.NotFound().ToResult();
        }

        if (HttpMethods.IsGet(request.Method) && !isKnown)
        {
            await downloads.Note(night.Night, choice.Table, caller.Actor, selection.Id);
        }

        var fileName = $"territoires-industrie-{NightDate.Text(night.Night)}-selection-{selection.Id[..8]}-{choice.Table.Replace('/', '-')}";
        return new DownloadedFile(cut, NightFolder.ContentTypeOf(choice.Table), fileName, tag);
    }

    /// <summary>Null while the file does not hold what the register says.</summary>
    private async Task<Stream?> Cut(PublishedNight night, SelectionChoice choice, CancellationToken cancellationToken)
    {
        if (await files.Open(night, choice.Table, cancellationToken) is not var (table, _))
        {
            return null;
        }

        var cut = Spool.Open();
        try
        {
            await using (table)
            {
                await TableCut.Write(table, choice, cut, cancellationToken);
            }

            cut.Position = 0;
            return cut;
        }
        catch (RequestFailedException failed) when (failed.Status is StorageFault.NotFound or StorageFault.PreconditionFailed)
        {
            // The night is being made again.
            await cut.DisposeAsync();
            return null;
        }
        catch
        {
            await cut.DisposeAsync();
            throw;
        }
    }
}
