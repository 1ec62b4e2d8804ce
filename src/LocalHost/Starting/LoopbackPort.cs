using System.Net;
using System.Net.Sockets;

namespace LocalHost.Starting;

/// <summary>
/// The socket Kestrel will listen on, bound before anything else starts: with <c>--port 0</c> the product must know its
/// public address before it is built, and nobody can take the port in between.
/// </summary>
internal sealed class LoopbackPort : IDisposable
{
    private readonly Socket _socket;

    private LoopbackPort(Socket socket) => _socket = socket;

    public int Number => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    public Uri Address => new($"http://127.0.0.1:{Number}");

    public Socket Socket => _socket;

    public static LoopbackPort Bind(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return new LoopbackPort(socket);
        }
        catch (SocketException fault)
        {
            socket.Dispose();
            throw new CannotStartException($"Port {port} of 127.0.0.1 cannot be used: {fault.Message}. Choose another with --port.", fault);
        }
    }

    public void Dispose() => _socket.Dispose();
}
