using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ActionSheets.Tests.Asking;

/// <summary>SendGrid's Mail Send as far as a test needs it: keeps each request as it came, and answers what it is told to.</summary>
internal sealed class MailStandIn : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<JsonNode> _sent = [];
    private readonly ConcurrentQueue<(int Status, string Header, string Value)> _answers = [];

    private MailStandIn()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapPost("/v3/mail/send", TakeAsync);
    }

    /// <summary>Every request taken, refused ones included, in order.</summary>
    public IReadOnlyList<JsonNode> Sent => [.. _sent];

    public string Address => _app.Urls.First();

    public static async Task<MailStandIn> StartAsync()
    {
        var standIn = new MailStandIn();
        await standIn._app.StartAsync();
        return standIn;
    }

    public static string KeyOf(JsonNode mail) => mail["personalizations"]![0]!["custom_args"]?["oid"]?.GetValue<string>() ?? mail["custom_args"]!["oid"]!.GetValue<string>();

    public static string ToOf(JsonNode mail) => mail["personalizations"]![0]!["to"]![0]!["email"]!.GetValue<string>();

    public static string SubjectOf(JsonNode mail) => mail["subject"]?.GetValue<string>() ?? mail["personalizations"]![0]!["subject"]!.GetValue<string>();

    public static string TextOf(JsonNode mail) => mail["content"]!.AsArray().Single(part => part!["type"]!.GetValue<string>() == "text/plain")!["value"]!.GetValue<string>();

    public static string HtmlOf(JsonNode mail) => mail["content"]!.AsArray().Single(part => part!["type"]!.GetValue<string>() == "text/html")!["value"]!.GetValue<string>();

    /// <summary>The next requests are answered so, 0 drops the connection once the body was read; then all is well again.</summary>
    public void Answer(params int[] statuses) => Array.ForEach(statuses, status => _answers.Enqueue((status, "", "")));

    public void AnswerWith(int status, string header, string value) => _answers.Enqueue((status, header, value));

    /// <summary>The copies of one mail, in the order taken.</summary>
    public IReadOnlyList<JsonNode> CopiesOf(string key) => [.. _sent.Where(mail => KeyOf(mail) == key)];

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        _sent.Enqueue((await JsonNode.ParseAsync(context.Request.Body))!);
        var (status, header, value) = _answers.TryDequeue(out var answer) ? answer : (StatusCodes.Status202Accepted, "", "");
        if (status == 0)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = status;
        if (header.Length > 0)
        {
            context.Response.Headers[header] = value;
        }
    }
}
