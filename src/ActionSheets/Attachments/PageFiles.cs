using ActionSheets.Web;
using Microsoft.AspNetCore.Http;

namespace ActionSheets.Attachments;

/// <summary>
/// The files of a page's form, whose size is already limited. Each is attached on its own: one that is refused keeps none of the others out, and the
/// problem says which were refused, why, and that the others are attached.
/// </summary>
internal sealed class PageFiles : IAsyncDisposable
{
    private readonly UploadedFiles _files = new();
    private readonly List<(string Name, Problem Problem)> _refused = [];

    /// <summary>Of a file whose content was there already: the name it is there under.</summary>
    private readonly Dictionary<UploadedFile, string> _same = [];

    /// <summary>Attaches the files one by one.</summary>
    public Task<Problem?> Attach(IFormFileCollection sent, Func<UploadedFile, Task<AttachOutcome>> attach, CancellationToken cancellationToken) =>
        AttachAll(sent, sound => OneByOne(sound, attach), cancellationToken);

    /// <summary>Attaches them where what is taken is counted over all at once.</summary>
    /// <param name="attach">Attaches the sound ones; gives the problem of each that it refuses.</param>
    public async Task<Problem?> AttachAll(IFormFileCollection sent, Func<UploadedFiles, Task<IReadOnlyList<(UploadedFile File, Problem Problem)>>> attach, CancellationToken cancellationToken)
    {
        foreach (var part in sent.GetFiles(UploadedFiles.PartName))
        {
            await using var body = part.OpenReadStream();
            if (await _files.Receive(part.FileName, body, cancellationToken) is { } problem)
            {
                _refused.Add((part.FileName, problem));
            }
        }

        if (_files.Files.Count + _refused.Count == 0)
        {
            return Problem.UnsupportedFile(UploadedFiles.Nothing);
        }

        var unattached = await attach(_files);
        NoteTwins([.. _files.Files.Except(unattached.Select(one => one.File))]);
        _refused.AddRange(unattached.Select(one => (one.File.SentName, one.Problem)));
        return _refused.Count == 0 ? null : _refused[0].Problem with { Detail = Told(_files.Files.Except(unattached.Select(one => one.File))) };
    }

    public ValueTask DisposeAsync() => _files.DisposeAsync();

    private async Task<IReadOnlyList<(UploadedFile File, Problem Problem)>> OneByOne(UploadedFiles sound, Func<UploadedFile, Task<AttachOutcome>> attach)
    {
        var refused = new List<(UploadedFile File, Problem Problem)>();
        foreach (var file in sound.Files)
        {
            switch (await attach(file))
            {
                case { Problem: { } problem }:
                    refused.Add((file, problem));
                    break;
                case { IsNew: false, Attached: { } there }:
                    _same[file] = there.Name;
                    break;
                default:
                    break;
            }
        }

        return refused;
    }

    /// <summary>What was sent twice is one file, whoever attached it.</summary>
    private void NoteTwins(IReadOnlyList<UploadedFile> attached)
    {
        foreach (var twins in attached.GroupBy(file => file.Sha256, StringComparer.Ordinal))
        {
            foreach (var twin in twins.Skip(1))
            {
                _same.TryAdd(twin, FileName.LastSegment(twins.First().SentName));
            }
        }
    }

    /// <summary>One sentence a file that was refused or was there already, and one for those that are attached.</summary>
    private string Told(IEnumerable<UploadedFile> attached)
    {
        var refused = _refused.Select(one => $"« {FileName.LastSegment(one.Name)} » n'est pas joint : {one.Problem.Sentence}");
        var (known, added) = (new List<string>(), new List<string>());
        foreach (var (file, name) in attached.Select(file => (file, FileName.LastSegment(file.SentName))))
        {
            if (!_same.TryGetValue(file, out var same))
            {
                added.Add($"« {name} »");
            }
            else
            {
                known.Add(same == name ? $"« {name} » était déjà joint." : $"« {name} » est le même fichier que « {same} » : il n'est pas joint une seconde fois.");
            }
        }

        var kept = added.Count switch { 0 => Array.Empty<string>(), 1 => [$"{added[0]} est joint."], _ => [$"{string.Join(", ", added)} sont joints."] };
        return string.Join(' ', [.. refused, .. kept, .. known]);
    }
}
