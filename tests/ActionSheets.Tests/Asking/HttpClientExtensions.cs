using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace ActionSheets.Tests.Asking;

/// <summary>Asking as a script would, and reading the whole answer.</summary>
internal static class HttpClientExtensions
{
    public const string Sheets = "/api/action-sheets";

    public static async Task<Reply> AskAsync(this HttpClient client, HttpMethod method, string path, HttpContent? content = null, string? key = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await Reply.ReadAsync(await client.SendAsync(request));
    }

    public static Task<Reply> ReadAsync(this HttpClient client, string path) => client.AskAsync(HttpMethod.Get, path);

    public static Task<Reply> PutAsync(this HttpClient client, string path, JsonNode body) => client.AskAsync(HttpMethod.Put, path, Json(body.ToJsonString()));

    public static Task<Reply> PostAsync(this HttpClient client, string path, JsonNode body) => client.AskAsync(HttpMethod.Post, path, Json(body.ToJsonString()));

    public static Task<Reply> SubmitAsync(this HttpClient client, JsonNode sheet, Guid? key = null) => client.SubmitAsync(sheet.ToJsonString(), key);

    public static Task<Reply> SubmitAsync(this HttpClient client, string sheet, Guid? key = null) => client.SubmitAsync(Encoding.UTF8.GetBytes(sheet), key);

    public static Task<Reply> SubmitAsync(this HttpClient client, byte[] sheet, Guid? key = null) =>
        client.AskAsync(HttpMethod.Post, Sheets, Json(sheet), (key ?? Guid.NewGuid()).ToString("D"));

    /// <summary>Sends a later version of a sheet.</summary>
    public static Task<Reply> CorrectAsync(this HttpClient client, string sheet, JsonNode body, string? ifMatch, Guid? key = null) =>
        client.AskAsync(HttpMethod.Post, $"{Sheets}/{sheet}/versions", Json(body.ToJsonString()), (key ?? Guid.NewGuid()).ToString("D"), ifMatch);

    public static Task<Reply> WithdrawAsync(this HttpClient client, string sheet, string reason, string? ifMatch) =>
        client.AskAsync(HttpMethod.Post, $"{Sheets}/{sheet}/withdrawal", Json(new JsonObject { ["reason"] = reason }.ToJsonString()), ifMatch: ifMatch);

    public static ByteArrayContent Json(string text) => Json(Encoding.UTF8.GetBytes(text));

    public static ByteArrayContent Json(byte[] bytes, string type = "application/json") =>
        new(bytes) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
}
