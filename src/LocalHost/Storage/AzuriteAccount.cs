using System.Net;
using System.Net.Sockets;
using System.Text.Json.Serialization;

namespace LocalHost.Storage;

/// <summary>
/// Where an Azurite answers and to which key. The key is this folder's own, so whoever answers to it is this folder's Azurite,
/// whatever process has taken the port since.
/// </summary>
internal sealed record AzuriteAccount(int BlobPort, int QueuePort, int TablePort, string Key)
{
    public const string Name = "actionsheets";

    [JsonIgnore]
    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={Name};AccountKey={Key};"
        + $"BlobEndpoint={Endpoint(BlobPort)};QueueEndpoint={Endpoint(QueuePort)};TableEndpoint={Endpoint(TablePort)};";

    public static AzuriteAccount OnFreePorts(string key)
    {
        var sockets = new Socket[3];
        try
        {
            for (var i = 0; i < sockets.Length; i++)
            {
                sockets[i] = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                sockets[i].Bind(new IPEndPoint(IPAddress.Loopback, 0));
            }

            int[] ports = [.. sockets.Select(socket => ((IPEndPoint)socket.LocalEndPoint!).Port)];
            return new AzuriteAccount(ports[0], ports[1], ports[2], key);
        }
        finally
        {
            foreach (var socket in sockets)
            {
                socket?.Dispose();
            }
        }
    }

    public override string ToString() => $"{Name} on {BlobPort}, {QueuePort}, {TablePort}";

    private static string Endpoint(int port) => $"http://127.0.0.1:{port}/{Name}";
}

[JsonSerializable(typeof(AzuriteAccount))]
internal sealed partial class AzuriteJson : JsonSerializerContext;
