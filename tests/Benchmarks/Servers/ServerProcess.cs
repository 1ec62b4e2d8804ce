using System.Collections.Concurrent;
using System.Diagnostics;

namespace Benchmarks.Servers;

/// <summary>A server in a process of its own. What it writes to its error stream fails the run that follows.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const string Listening = "Listening on ";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _errors = [];
    private readonly Process _process;
    private HttpClient? _client;

    private ServerProcess(string program, IEnumerable<string> arguments)
    {
        var dll = Path.Combine(AppContext.BaseDirectory, program);
        _process = new Process
        {
            EnableRaisingEvents = true,
            StartInfo = new ProcessStartInfo("dotnet", [dll, .. arguments])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException($"{program} ended: {Errors}"));
    }

    public HttpClient Client => _client ?? throw new InvalidOperationException("The server does not listen yet.");

    /// <summary>User and kernel time of the process so far.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    private string Errors => string.Join(' ', _errors);

    /// <summary>Starts a program of this folder and waits until it says that it listens.</summary>
    public static async Task<ServerProcess> StartAsync(string program, IEnumerable<string> arguments)
    {
        var server = new ServerProcess(program, arguments);
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        server._client = new HttpClient { BaseAddress = await server._address.Task.WaitAsync(Patience), Timeout = Patience };
        return server;
    }

    /// <summary>One of this program's own servers, which end when their standard input does.</summary>
    public static Task<ServerProcess> StartChildAsync(string kind, params string[] settings) =>
        StartAsync("Benchmarks.dll", ["serve", kind, .. settings]);

    public async Task PostAsync(string path, HttpContent? content = null)
    {
        using var answer = await Client.PostAsync(path, content);
        if (!answer.IsSuccessStatusCode)
        {
            throw new BenchmarkException($"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()} {Errors}");
        }
    }

    /// <summary>The servers log warnings and errors only, so any word is one too many.</summary>
    public void ThrowIfTroubled()
    {
        if (!_errors.IsEmpty)
        {
            throw new BenchmarkException($"A server logged: {Errors}");
        }
    }

    /// <summary>SIGKILL, for a server that has no state worth an ordered end.</summary>
    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        _process.StandardInput.Close();
        using var deadline = new CancellationTokenSource(TimeToEnd);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line?.StartsWith(Listening, StringComparison.Ordinal) == true)
        {
            _address.TrySetResult(new Uri(line[Listening.Length..]));
        }
    }

    private void Note(string? line)
    {
        if (line is not null)
        {
            _errors.Enqueue(line);
        }
    }
}
