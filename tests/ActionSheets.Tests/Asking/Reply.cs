using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Xunit;

namespace ActionSheets.Tests.Asking;

/// <summary>An answer with its body read.</summary>
internal sealed record Reply(int Status, HttpResponseHeaders Headers, HttpContentHeaders Content, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonElement.Parse(Body);

    public string? ETag => Headers.ETag?.ToString();

    public static async Task<Reply> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            return new Reply((int)response.StatusCode, response.Headers, response.Content.Headers, await response.Content.ReadAsByteArrayAsync());
        }
    }

    /// <summary>The status as expected, or the whole answer told.</summary>
    public Reply Is(int status)
    {
        Assert.True(status == Status, $"Expected {status}, not {Status}: {Text}");
        return this;
    }

    /// <summary>A problem of the contract's catalogue, with all its members.</summary>
    public Reply IsProblem(int status, string code)
    {
        Is(status);
        Assert.Equal("application/problem+json", Content.ContentType?.MediaType);
        Assert.Equal(code, Json.GetProperty("code").GetString());
        Assert.Equal(status, Json.GetProperty("status").GetInt32());
        Assert.All(["type", "title", "detail", "instance"], member => Assert.NotEqual("", Json.GetProperty(member).GetString()));
        return this;
    }

    /// <summary>422 with a fault at each of these paths and at no other.</summary>
    public Reply IsInvalid(params string[] paths)
    {
        IsProblem(422, "invalid");
        Assert.Equal(paths.Order(StringComparer.Ordinal), Json.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
        return this;
    }
}
