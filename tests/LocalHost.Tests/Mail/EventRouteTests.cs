using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LocalHost.Clock;
using LocalHost.Mail;
using LocalHost.Starting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Support;
using Xunit;

namespace LocalHost.Tests.Mail;

public sealed class EventRouteTests : IAsyncLifetime, IDisposable
{
    private static readonly DateTimeOffset Now = new(2019, 3, 22, 17, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly Shutdown _shutdown = new();
    private readonly HttpClient _client = new();
    private readonly LoopbackPort _port = LoopbackPort.Bind(0);
    private readonly DataFolder _data;
    private readonly Secrets _secrets;
    private readonly WebApplication _app;
    private (string Signature, string Timestamp, string Body) _posted;

    public EventRouteTests()
    {
        _data = DataFolder.Open(_folder.Path);
        _secrets = Secrets.Of(_data);
        var clock = new MovableClock(TimeProvider.System);
        clock.StartAt(Now);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHttpClient();
        builder.Services.AddSingleton(clock).AddSingleton<EventRoute>().AddSingleton(new MailBox(_data));
        builder.Services.AddSingleton(new ProductSettings(_data, _secrets, _port, "", Arguments.Parse([]).Arguments!, _shutdown));
        builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = _ => _port.Socket);
        builder.WebHost.UseUrls(_port.Address.ToString());
        _app = builder.Build();
        _app.Services.GetRequiredService<EventRoute>().Map(_app);
        _app.MapPost("/api/sendgrid/events", TakeAsync);
    }

    public Task InitializeAsync() => _app.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    public void Dispose()
    {
        _client.Dispose();
        _data.Dispose();
        _shutdown.Dispose();
        _port.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_webhook_is_told_what_became_of_each_recipient_and_its_answer_comes_back()
    {
        using var answer = await PostAsync(new { @event = "bounce" });

        Assert.Equal((HttpStatusCode.Accepted, "taken"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        var events = JsonDocument.Parse(_posted.Body).RootElement.EnumerateArray().ToArray();
        Assert.Equal(["one@b.example", "two@b.example"], events.Select(one => one.GetProperty("email").GetString()));
        var first = events[0];
        Assert.Equal(
            ("bounce", "o-1", "abc.local-0", "letter", Now.ToUnixTimeSeconds()),
            (Text(first, "event"), Text(first, "oid"), Text(first, "sg_message_id"), first.GetProperty("category")[0].GetString(),
                first.GetProperty("timestamp").GetInt64()));
        Assert.NotEqual(Text(first, "sg_event_id"), Text(events[1], "sg_event_id"));
    }

    [Fact]
    public async Task The_signature_is_over_the_timestamp_and_the_raw_body()
    {
        using var answer = await PostAsync(new { @event = "delivered" });

        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(_secrets.EventPublicKey), out _);
        var signature = Convert.FromBase64String(_posted.Signature);
        Assert.True(Verify(_posted.Timestamp + _posted.Body));
        Assert.False(Verify(_posted.Timestamp + _posted.Body.TrimEnd()));
        Assert.False(Verify("1" + _posted.Body));

        bool Verify(string signed) =>
            key.VerifyData(Encoding.UTF8.GetBytes(signed), signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    [Fact]
    public async Task An_event_can_be_told_again_under_the_same_id()
    {
        using var answer = await PostAsync(new { @event = "delivered", sg_event_id = "e-1" });

        Assert.Equal("e-1", Text(JsonDocument.Parse(_posted.Body).RootElement[0], "sg_event_id"));
    }

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    private async Task<HttpResponseMessage> PostAsync<T>(T body)
    {
        await _app.Services.GetRequiredService<MailBox>().KeepAsync(new CapturedMail(
            "abc",
            ["one@b.example", "two@b.example"],
            "from@a.example",
            "Objet",
            "Texte",
            Html: null,
            new Dictionary<string, string>(),
            new Dictionary<string, string> { ["oid"] = "o-1" },
            ["letter"],
            "2019-03-22T18:00:00+01:00"));
        return await _client.PostAsJsonAsync(new Uri(_port.Address, "/local/sendgrid/events/abc"), body);
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        _posted = (
            context.Request.Headers["X-Twilio-Email-Event-Webhook-Signature"]!,
            context.Request.Headers["X-Twilio-Email-Event-Webhook-Timestamp"]!,
            await reader.ReadToEndAsync());
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        await context.Response.WriteAsync("taken");
    }
}
