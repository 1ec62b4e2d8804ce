using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalHost.Starting;

/// <summary>JSON in and out of the routes that only LocalHost has.</summary>
internal static class Answer
{
    /// <summary>For JSON that is read as JSON, never pasted into HTML: accents and signs stay legible.</summary>
    public static readonly JsonSerializerOptions Legible = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>HEAD works wherever GET does.</summary>
    public static void MapRead(this IEndpointRouteBuilder endpoints, string route, RequestDelegate answer) =>
        endpoints.MapMethods(route, Reading, answer);

    public static Task JsonAsync(HttpContext context, JsonObject node, int status = StatusCodes.Status200OK) =>
        WriteAsync(context, node.ToJsonString(Legible), "application/json; charset=utf-8", status);

    public static Task ProblemAsync(HttpContext context, int status, string detail) =>
        WriteAsync(
            context,
            new JsonObject
            {
                ["type"] = "about:blank",
                ["title"] = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
                ["status"] = status,
                ["detail"] = detail,
                ["instance"] = context.Request.Path.Value,
            }.ToJsonString(Legible),
            "application/problem+json; charset=utf-8",
            status);

    public static Task WriteAsync(HttpContext context, string body, string type, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>The request's JSON object, or null when it is none.</summary>
    public static async Task<JsonElement?> ReadAsync(HttpContext context)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
