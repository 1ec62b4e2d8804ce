using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace ActionSheets.Attachments;

/// <summary>The parts named <c>file</c> of a <c>multipart/form-data</c> request, each with the type that was found in it.</summary>
internal sealed class UploadedFiles : IAsyncDisposable
{
    internal const string PartName = "file";
    private const int MostFiles = 10;
    internal const string Nothing = "Joignez au moins un fichier.";

    /// <summary>Ten full files, and what stands between them.</summary>
    internal const long MostRequestBytes = (long)MostFiles * UploadedFile.MostBytes + 1024 * 1024;

    private readonly List<UploadedFile> _files = [];
    private readonly List<UploadedFile> _sound = [];

    /// <summary>Those that may be attached.</summary>
    public IReadOnlyList<UploadedFile> Files => _sound;

    /// <summary>Media type and announced size, before anything is read.</summary>
    public static Problem? Check(HttpRequest request)
    {
        if (BoundaryOf(request) is null)
        {
            return Problem.NotMultipart();
        }

        if (request.ContentLength > MostRequestBytes)
        {
            return Problem.TooLarge(UploadedFile.MostBytes);
        }

        BodyLimit.Raise(request.HttpContext, MostRequestBytes);
        return null;
    }

    /// <summary>Reads every file of a script's request, or says why one of them is refused: then none is attached.</summary>
    public async Task<Problem?> Receive(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var reader = new MultipartReader(BoundaryOf(request)!, request.Body);
            while (await UploadedFile.ReadSent(() => reader.ReadNextSectionAsync(cancellationToken)) is { } part)
            {
                if (FileNameOf(part) is { } name && await Receive(name, part.Body, cancellationToken) is { } problem)
                {
                    return problem;
                }
            }
        }
        catch (FormatException)
        {
            return Problem.Malformed("Le contenu n'est pas du multipart/form-data valable.");
        }
        catch (BadHttpRequestException unread) when (unread.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Problem.TooLarge(UploadedFile.MostBytes);
        }

        return _files.Count > 0 ? null : Problem.Invalid(PartName, Nothing);
    }

    /// <summary>The files of a message's form, whose size is already limited; says which of them is refused, and then neither they nor the message go.</summary>
    public async Task<Problem?> Receive(IFormFileCollection sent, string name, CancellationToken cancellationToken)
    {
        foreach (var part in sent.GetFiles(name))
        {
            await using var body = part.OpenReadStream();
            if (await Receive(part.FileName, body, cancellationToken) is { } problem)
            {
                return problem with { Detail = $"« {FileName.LastSegment(part.FileName)} » : {problem.Detail} Rien n'est envoyé, ni le message ni les autres fichiers." };
            }
        }

        return null;
    }

    /// <summary>Attaches them one after the other. With a problem, the files before the one that is refused stay attached.</summary>
    public async Task<(IReadOnlyList<NamedAttachment> Attached, bool IsAnyNew, Problem? Problem)> AttachEach(
        Func<UploadedFile, Task<AttachOutcome>> attach)
    {
        var (attached, isAnyNew) = (new List<NamedAttachment>(), false);
        foreach (var file in _sound)
        {
            var (named, isNew, problem) = await attach(file);
            if (problem is not null)
            {
                return (attached, isAnyNew, problem);
            }

            attached.Add(named!);
            isAnyNew |= isNew;
        }

        return (attached, isAnyNew, null);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var file in _files)
        {
            await file.DisposeAsync();
        }
    }

    private static string? BoundaryOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            && HeaderUtilities.RemoveQuotes(type.Boundary).ToString() is { Length: > 0 and <= 200 } boundary
            ? boundary
            : null;

    /// <summary>Null for a part that is no file of ours; a page's own fields, for one.</summary>
    private static string? FileNameOf(MultipartSection part) =>
        ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition)
            && HeaderUtilities.RemoveQuotes(disposition.Name).Equals(PartName, StringComparison.Ordinal)
            ? HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).ToString()
            : null;

    /// <summary>Reads one file, or says why it is refused.</summary>
    internal async Task<Problem?> Receive(string name, Stream body, CancellationToken cancellationToken)
    {
        if (_files.Count == MostFiles)
        {
            return Problem.TooLarge(UploadedFile.MostBytes) with { Detail = $"Une demande porte au plus {MostFiles} fichiers." };
        }

        var file = new UploadedFile(name);
        _files.Add(file);
        if (!await file.TryReceive(body, cancellationToken))
        {
            return Problem.TooLarge(UploadedFile.MostBytes);
        }

        if (file.LookInside() is { } refusal)
        {
            return Problem.UnsupportedFile(refusal);
        }

        _sound.Add(file);
        return null;
    }
}
