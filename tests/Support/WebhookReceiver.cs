using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Support;

/// <summary>One delivery as it came. <paramref name="IsSigned"/>: whether its signature is that of the secret.</summary>
public sealed record TakenDelivery(string Id, bool IsSigned, JsonElement Body, int Answered)
{
    public string Subscription => Body.GetProperty("subscription").GetString()!;

    public string Next => Body.GetProperty("next").GetString()!;

    public IReadOnlyList<JsonElement> Items => [.. Body.GetProperty("items").EnumerateArray()];
}

/// <summary>
/// A subscriber to changes, and an example of one: it computes the signature from the secret it was given, over the timestamp, a full stop and the raw
/// body, compares it in constant time, and answers 2xx only when it has kept what it was told.
/// </summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<TakenDelivery> _taken = [];

    private WebhookReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapPost("/changes", TakeAsync);
    }

    /// <summary>As the answer to the subscription showed it.</summary>
    public string Secret { get; set; } = "";

    /// <summary>What it answers from now on; 0 hangs up.</summary>
    public int Status { get; set; } = StatusCodes.Status204NoContent;

    /// <summary>Where a redirect would lead.</summary>
    public string? Location { get; set; }

    public Uri Url => new(new Uri(_app.Urls.First()), "changes");

    /// <summary>Everything that came, refused or not, in order.</summary>
    public IReadOnlyList<TakenDelivery> Taken => [.. _taken];

    public static async Task<WebhookReceiver> StartAsync()
    {
        var receiver = new WebhookReceiver();
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var kept = new MemoryStream();
        await context.Request.Body.CopyToAsync(kept);
        var headers = context.Request.Headers;
        var isSigned = IsSigned(headers["X-Territoires-Timestamp"].ToString(), kept.ToArray(), headers["X-Territoires-Signature"].ToString());
        _taken.Enqueue(new TakenDelivery(headers["X-Territoires-Delivery"].ToString(), isSigned, JsonElement.Parse(kept.ToArray()), Status));
        if (Status == 0)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = Status;
        if (Location is not null)
        {
            context.Response.Headers.Location = Location;
        }
    }

    private bool IsSigned(string timestamp, byte[] body, string signature)
    {
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), (byte[])[.. Encoding.UTF8.GetBytes(timestamp + "."), .. body]);
        return long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes("v1=" + Convert.ToHexStringLower(expected)), Encoding.ASCII.GetBytes(signature));
    }
}
