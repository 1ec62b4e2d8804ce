using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace ActionSheets.Subscriptions;

/// <summary>
/// Posts to subscribers. A name is looked up when the connection is made, and only an address that is public then is connected to: a name that
/// pointed elsewhere when it was registered gains nothing. No redirect is followed, no proxy is asked, no answer is read.
/// </summary>
public sealed class SubscriberClient : IDisposable
{
    internal const string DeliveryHeader = "X-Territoires-Delivery";
    internal const string SignatureHeader = "X-Territoires-Signature";
    internal const string TimestampHeader = "X-Territoires-Timestamp";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly bool _allowLoopback;
    private readonly SocketsHttpHandler _handler;
    private readonly HttpClient _http;

    public SubscriberClient(IOptions<SubscriptionOptions> options)
    {
        _allowLoopback = options.Value.AllowLoopback;
        _handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectCallback = Connect,

            // Looked up anew every minute.
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        };
        _http = new HttpClient(_handler, disposeHandler: false) { Timeout = Timeout };
    }

    /// <summary>How a name becomes addresses; a test answers for a name server.</summary>
    internal Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; set; } = (host, cancellationToken) => Dns.GetHostAddressesAsync(host, cancellationToken);

    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }

    internal bool Allows(IPAddress address) => PublicAddresses.IsPublic(address) || (_allowLoopback && PublicAddresses.IsLoopback(address));

    /// <summary>Whether an address may be registered: what can be seen of it without asking anybody.</summary>
    internal bool Allows(Uri url)
    {
        var host = url.IdnHost.TrimEnd('.');
        var isLocalName = host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
        var literal = IPAddress.TryParse(host.Trim('[', ']'), out var address) ? address : isLocalName ? IPAddress.Loopback : null;
        var isHere = literal is not null && PublicAddresses.IsLoopback(literal);
        return url.UserInfo.Length == 0 && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && isHere && _allowLoopback)) && (literal is null || Allows(literal));
    }

    /// <summary>The status of the answer; 0 when there was none.</summary>
    /// <param name="delivery">The same for the same changes told again.</param>
    internal async Task<int> Post(Subscription subscription, string delivery, byte[] body, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var timestamp = now.ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, subscription.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(DeliveryHeader, delivery);
        request.Headers.Add(TimestampHeader, timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(SignatureHeader, "v1=" + subscription.Sign(timestamp, body));
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return (int)response.StatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return 0;
        }
    }

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await Resolve(context.DnsEndPoint.Host, cancellationToken);

        // One private address among them is enough to refuse all: a name server that mixes them has no good reason.
        if (addresses.Length == 0 || !Array.TrueForAll(addresses, Allows))
        {
            throw new HttpRequestException("The receiver is not on the public Internet.");
        }

#pragma warning disable CA2000 // The stream that is given away owns it.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
#pragma warning restore CA2000
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
