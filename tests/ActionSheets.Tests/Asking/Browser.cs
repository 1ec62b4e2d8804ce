using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using LocalHost.SignIn;
using Xunit;

namespace ActionSheets.Tests.Asking;

/// <summary>A browser without scripts: pages, forms by the names of their fields, cookies.</summary>
internal sealed class Browser : IDisposable
{
    private const string FetchSite = "Sec-Fetch-Site";

    private readonly HttpClientHandler _handler = new() { CookieContainer = new CookieContainer(), AllowAutoRedirect = true };
    private readonly HttpClient _client;

    /// <param name="as">Who is signed in; nobody when null.</param>
    public Browser(Uri address, Person? @as = null)
    {
        _client = new HttpClient(_handler) { BaseAddress = address };
        _client.DefaultRequestHeaders.Add(FetchSite, "same-origin");
        if (@as is not null)
        {
            _client.DefaultRequestHeaders.Add(SignInSession.Header, @as.ToPrincipal());
        }
    }

    public static IHtmlDocument Parse(Reply reply)
    {
        Assert.Equal("text/html", reply.Content.ContentType?.MediaType);
        return new HtmlParser().ParseDocument(reply.Text);
    }

    public Task<Reply> GetAsync(string path) => _client.AskAsync(HttpMethod.Get, path);

    public async Task<IHtmlDocument> OpenAsync(string path) => Parse((await GetAsync(path)).Is(200));

    /// <summary>Posts the only form of a page, with what it was shown with and what is typed into it.</summary>
    public Task<Reply> SubmitAsync(IHtmlDocument page, params (string Name, string Value)[] typed) => SubmitAsync(Assert.Single(page.Forms), typed);

    /// <summary>Posts one form of a page that has several; <c>action</c> stands for the button pressed.</summary>
    public Task<Reply> SubmitAsync(IHtmlFormElement form, params (string Name, string Value)[] typed) => PostAsync(form, Typed(form, typed));

    /// <summary>Posts a form as its script does when it saves itself.</summary>
    public Task<Reply> SaveBySelfAsync(IHtmlFormElement form, params (string Name, string Value)[] typed)
    {
        var fields = Typed(form, typed);
        fields["seul"] = "oui";
        return PostAsync(form, fields);
    }

    /// <summary>Posts a form with files in its only field for them, as a browser does: an empty one when none is chosen.</summary>
    public async Task<Reply> SendAsync(IHtmlFormElement form, params (string Name, byte[] Content)[] files)
    {
        Assert.Equal("multipart/form-data", form.GetAttribute("enctype"));
        var field = Assert.Single(form.Elements, element => element is IHtmlInputElement { Type: "file" }).GetAttribute("name")!;
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in Fields(form).Where(typed => typed.Key != field))
        {
            content.Add(new StringContent(value), name);
        }

        foreach (var (name, bytes) in files)
        {
            content.Add(new ByteArrayContent(bytes), field, name);
        }

        if (files.Length == 0)
        {
            content.Add(new ByteArrayContent([]) { Headers = { { "Content-Disposition", $"form-data; name=\"{field}\"; filename=\"\"" } } });
        }

        return await _client.AskAsync(HttpMethod.Post, form.GetAttribute("action")!, content);
    }

    /// <summary>The form of a page whose address ends so.</summary>
    public static IHtmlFormElement Form(IHtmlDocument page, string ending) =>
        page.Forms.Single(form => form.GetAttribute("action")!.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>From now on what is sent comes from a page of another site, as a browser says by itself.</summary>
    public void MoveToAnotherSite()
    {
        _client.DefaultRequestHeaders.Remove(FetchSite);
        _client.DefaultRequestHeaders.Add(FetchSite, "cross-site");
        _client.DefaultRequestHeaders.Add("Origin", "https://ailleurs.example");
    }

    /// <summary>Posts what no form of ours would: any body to any address.</summary>
    public Task<Reply> PostAsync(string path, HttpContent content) => _client.AskAsync(HttpMethod.Post, path, content);

    public string CookieHeader(Uri address) => _handler.CookieContainer.GetCookieHeader(address);

    public void ForgetCookies()
    {
        foreach (Cookie cookie in _handler.CookieContainer.GetAllCookies())
        {
            cookie.Expired = true;
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
    }

    /// <summary>What a form would send as it stands, by name.</summary>
    public static Dictionary<string, string> Fields(IHtmlFormElement form)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var element in form.Elements.Where(element => element.HasAttribute("name")))
        {
            var value = element switch
            {
                IHtmlInputElement { Type: "radio" or "checkbox", IsChecked: false } => null,
                IHtmlInputElement input => input.Value,
                IHtmlSelectElement select => select.Value,
                IHtmlTextAreaElement area => area.Value,
                _ => null,
            };
            if (value is not null)
            {
                fields[element.GetAttribute("name")!] = value;
            }
        }

        return fields;
    }

    private static Dictionary<string, string> Typed(IHtmlFormElement form, (string Name, string Value)[] typed)
    {
        var fields = Fields(form);
        foreach (var (name, value) in typed)
        {
            Assert.Contains(form.Elements, element => element.GetAttribute("name") == name);
            fields[name] = value;
        }

        return fields;
    }

    private async Task<Reply> PostAsync(IHtmlFormElement form, Dictionary<string, string> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        return await _client.AskAsync(HttpMethod.Post, form.GetAttribute("action")!, content);
    }
}
