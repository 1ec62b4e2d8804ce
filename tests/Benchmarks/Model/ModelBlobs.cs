using System.Collections.Concurrent;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Benchmarks.Model;

/// <summary>Blobs that are read again: what a night keeps for the next. They stand in files that go with the process.</summary>
internal sealed class ModelBlobs : IDisposable
{
    private const string Metadata = "x-ms-meta-";

    private readonly ConcurrentDictionary<string, ModelBlob> _blobs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FileInfo> _blocks = new(StringComparer.Ordinal);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("benchmark-model-");

    public async Task Put(HttpContext context, string name)
    {
        var block = context.Request.Query["blockid"].ToString();
        if (context.Request.Query["comp"] == "blocklist")
        {
            var list = await XDocument.LoadAsync(context.Request.Body, LoadOptions.None, context.RequestAborted);
            _blobs[name] = new ModelBlob([.. list.Root!.Elements().Select(id => _blocks[name + id.Value])], MetadataOf(context.Request));
        }
        else
        {
            var file = new FileInfo(Path.Combine(_folder.FullName, Path.GetRandomFileName()));
            await using (var bytes = file.Create())
            {
                await context.Request.Body.CopyToAsync(bytes, context.RequestAborted);
            }

            file.Refresh();
            if (block.Length > 0)
            {
                _blocks[name + block] = file;
            }
            else
            {
                _blobs[name] = new ModelBlob([file], MetadataOf(context.Request));
            }
        }

        ModelStorage.Taken(context);
    }

    public async Task Get(HttpContext context, string name)
    {
        if (!_blobs.TryGetValue(name, out var blob))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        ModelStorage.Describe(context.Response);
        context.Response.Headers["x-ms-blob-type"] = "BlockBlob";
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = blob.Parts.Sum(part => part.Length);
        foreach (var (key, value) in blob.Metadata)
        {
            context.Response.Headers[key] = value;
        }

        foreach (var part in blob.Parts)
        {
            await context.Response.SendFileAsync(part.FullName, context.RequestAborted);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static Dictionary<string, StringValues> MetadataOf(HttpRequest request) =>
        request.Headers.Where(header => header.Key.StartsWith(Metadata, StringComparison.OrdinalIgnoreCase)).ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase);

    private sealed record ModelBlob(IReadOnlyList<FileInfo> Parts, IReadOnlyDictionary<string, StringValues> Metadata);
}
