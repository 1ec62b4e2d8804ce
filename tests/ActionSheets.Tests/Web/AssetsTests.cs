using System.IO.Compression;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using ActionSheets.Web;
using Xunit;

namespace ActionSheets.Tests.Web;

/// <summary>What pages are served with, from the real answers.</summary>
[Collection(ProductCollection.Name)]
public sealed class AssetsTests(Product product)
{
    /// <summary>What a first view of a form may weigh, with all it needs.</summary>
    private const int MostBytes = 150_000;

    public static TheoryData<string> Paths => [PageAssets.Style, PageAssets.Script, PageAssets.Icon, .. PageAssets.Fonts];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task An_asset_is_named_after_its_content_and_kept_for_ever(string path)
    {
        var reply = await AskAsync(path, "");
        Assert.Contains("." + Convert.ToHexStringLower(SHA256.HashData(reply.Body))[..16] + ".", path, StringComparison.Ordinal);
        Assert.Equal("public, max-age=31536000, immutable", Assert.Single(reply.Headers.GetValues("Cache-Control")));
        Assert.Equal("Accept-Encoding", Assert.Single(reply.Headers.Vary));
        Assert.Empty(reply.Content.ContentEncoding);

        using var again = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { IfNoneMatch = { EntityTagHeaderValue.Parse(reply.ETag!) } } };
        (await Reply.ReadAsync(await product.Anyone.SendAsync(again))).Is(304);
    }

    [Fact]
    public async Task An_asset_comes_compressed_in_the_best_way_the_browser_takes()
    {
        var plain = await AskAsync(PageAssets.Style, "identity, br;q=0");
        var gzip = await AskAsync(PageAssets.Style, "deflate, gzip");
        var brotli = await AskAsync(PageAssets.Style, "gzip, deflate, br");
        Assert.Equal(("gzip", "br"), (Assert.Single(gzip.Content.ContentEncoding), Assert.Single(brotli.Content.ContentEncoding)));
        await using var unzipped = new GZipStream(new MemoryStream(gzip.Body), CompressionMode.Decompress);
        await using var unpacked = new BrotliStream(new MemoryStream(brotli.Body), CompressionMode.Decompress);
        Assert.Equal(plain.Body, await BytesAsync(unzipped));
        Assert.Equal(plain.Body, await BytesAsync(unpacked));
        Assert.Equal(3, new[] { plain.ETag, gzip.ETag, brotli.ETag }.Distinct(StringComparer.Ordinal).Count());
        Assert.Empty((await AskAsync(PageAssets.Fonts[0], "br")).Content.ContentEncoding);
    }

    [Theory]
    [InlineData("/assets/page.css")]
    [InlineData("/assets/page.0000000000000000.css")]
    [InlineData("/assets/page.css.br")]
    [InlineData("/assets/..%2fappsettings.json")]
    public async Task Nothing_else_is_served_from_there(string path) => (await product.Anyone.ReadAsync(path)).Is(404);

    [Theory]
    [InlineData("/fiches/nouvelle")]
    [InlineData("/fiches/brouillons/{draft}/territoire")]
    [InlineData("/fiches/brouillons/{draft}/budget")]
    [InlineData("/fiches/brouillons/{draft}/recapitulatif")]
    [InlineData("/avis/{token}")]
    public async Task A_first_view_of_a_form_weighs_at_most_150_KB_with_all_it_needs(string form)
    {
        var path = form;
        if (form.Contains("{token}", StringComparison.Ordinal))
        {
            path = form.Replace("{token}", (await product.LetterOfAsync(SheetExamples.Fullest(), "banque-des-territoires")).Token, StringComparison.Ordinal);
        }
        else if (form.Contains("{draft}", StringComparison.Ordinal))
        {
            path = form.Replace("{draft}", (await product.South.PostAsync("/api/drafts", SheetExamples.Fullest())).Is(201).Json.GetProperty("id").GetString(), StringComparison.Ordinal);
        }

        var reply = (await product.South.ReadAsync(path)).Is(200);
        var page = Browser.Parse(reply);
        var linked = page.QuerySelectorAll("link[href], script[src], img[src]").Select(element => element.GetAttribute("href") ?? element.GetAttribute("src")!).ToList();
        Assert.Equal([PageAssets.Style, .. PageAssets.Fonts, PageAssets.Icon, PageAssets.Script], linked);

        var sizes = new Dictionary<string, int>(StringComparer.Ordinal) { ["page"] = (await AskAsync(path, "br, gzip", product.South)).Body.Length };
        foreach (var asset in linked)
        {
            sizes[asset] = (await AskAsync(asset, "br, gzip")).Body.Length;
        }

        Assert.True(sizes.Values.Sum() <= MostBytes, string.Join(", ", sizes.Select(size => $"{size.Key}: {size.Value}")));

        // The only thing the first paint waits for is the style sheet; it asks for nothing that the page has not announced.
        Assert.Equal([PageAssets.Style], page.QuerySelectorAll("link[rel=stylesheet], script:not([type=module])").Select(element => element.GetAttribute("href")));
        var style = (await AskAsync(PageAssets.Style, "")).Text;
        var asked = style.Split("url(").Skip(1).Select(rest => rest.TrimStart('"', '\'')).Where(rest => !rest.StartsWith("data:", StringComparison.Ordinal));
        Assert.Equal(PageAssets.Fonts.Select(font => font["/assets/".Length..]), asked.Select(rest => rest[..rest.IndexOf(')', StringComparison.Ordinal)]));
        Assert.Equal(2, style.Split("font-display:swap").Length - 1);
    }

    private async Task<Reply> AskAsync(string path, string accepted, HttpClient? who = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        return (await Reply.ReadAsync(await (who ?? product.Anyone).SendAsync(request))).Is(200);
    }

    private static async Task<byte[]> BytesAsync(Stream stream)
    {
        using var buffer = new MemoryStream();
        await stream.CopyToAsync(buffer);
        return buffer.ToArray();
    }
}
