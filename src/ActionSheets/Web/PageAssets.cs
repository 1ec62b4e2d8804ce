using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ActionSheets.Web;

/// <summary>
/// What the pages are served with, as <c>eng/assets.targets</c> embeds it: each file under a name that holds the hash of its content, and
/// compressed beforehand. A name never has another content, so a browser asks for it once.
/// </summary>
internal static class PageAssets
{
    private const string Prefix = "ActionSheets.Assets.";

    /// <summary>Embedded too, and never served.</summary>
    private const string FontOfReceipts = ".ttf";

    private static readonly Dictionary<string, Asset> ByName = Load();

    public static string Style { get; } = PathOf("page", ".css");

    public static string Script { get; } = PathOf("page", ".js");

    public static string Icon { get; } = PathOf("favicon", ".svg");

    public static IReadOnlyList<string> Fonts { get; } = [PathOf("Marianne-Regular", ".woff2"), PathOf("Marianne-Bold", ".woff2")];

    /// <summary>Null when there is none of that name; an older name of it has gone with the version that had it.</summary>
    public static Asset? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>A font as receipts embed it, TrueType: <c>Marianne-Regular</c> or <c>Marianne-Bold</c>.</summary>
    public static byte[] FontFile(string name) => Read(Prefix + name + FontOfReceipts);

    private static string PathOf(string name, string extension) =>
        "/assets/" + ByName.Keys.Single(key => key.StartsWith(name + ".", StringComparison.Ordinal) && key.EndsWith(extension, StringComparison.Ordinal));

    private static Dictionary<string, Asset> Load()
    {
        var files = Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && !name.EndsWith(FontOfReceipts, StringComparison.Ordinal))
            .ToDictionary(name => name[Prefix.Length..], Read, StringComparer.Ordinal);
        return files.Where(file => TypeOf(file.Key) is not null).ToDictionary(
            file => file.Key,
            file => new Asset(file.Key, TypeOf(file.Key)!, file.Value, files.GetValueOrDefault(file.Key + ".br"), files.GetValueOrDefault(file.Key + ".gz")),
            StringComparer.Ordinal);
    }

    private static string? TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".woff2" => "font/woff2",
        _ => null,
    };

    private static byte[] Read(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

/// <summary>One file in every form it is kept in; null where it is not worth compressing.</summary>
internal sealed record Asset(string Name, string ContentType, byte[] Plain, byte[]? Brotli, byte[]? Gzip)
{
    /// <summary>The best form the caller takes, and how that form is called; null for the plain one.</summary>
    public (byte[] Bytes, string? Encoding) For(IHeaderDictionary headers)
    {
        var takes = StringWithQualityHeaderValue.TryParseList(headers.AcceptEncoding, out var found) ? found : [];
        return Brotli is not null && Takes("br") ? (Brotli, "br") : Gzip is not null && Takes("gzip") ? (Gzip, "gzip") : (Plain, null);

        bool Takes(string encoding) => takes.Any(one => one.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && one.Quality is null or > 0);
    }
}
