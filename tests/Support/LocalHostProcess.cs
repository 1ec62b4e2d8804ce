using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Support;

/// <summary>The LocalHost that was built beside the tests, as a process with its words.</summary>
internal sealed class LocalHostProcess : IDisposable
{
    private const string Listening = "Listening on ";

    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _errors = [];
    private readonly Process _process;

    private LocalHostProcess(IEnumerable<string> arguments)
    {
        var dll = Path.Combine(AppContext.BaseDirectory, "LocalHost.dll");
        _process = new Process
        {
            EnableRaisingEvents = true,
            StartInfo = new ProcessStartInfo(Environment.ProcessPath is { } host && IsDotnet(host) ? host : "dotnet", [dll, .. arguments])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException($"LocalHost ended: {Errors}"));
    }

    public int Id => _process.Id;

    /// <summary>Its error stream so far: the log, and why it could not start.</summary>
    public string Errors => string.Join('\n', _errors);

    public static LocalHostProcess Start(IEnumerable<string> arguments)
    {
        var process = new LocalHostProcess(arguments);
        process._process.Start();
        process._process.BeginOutputReadLine();
        process._process.BeginErrorReadLine();
        return process;
    }

    public Task<Uri> ListeningAsync() => _address.Task.WaitAsync(TimeSpan.FromMinutes(5));

    public async Task<int> EndedAsync(TimeSpan patience)
    {
        using var deadline = new CancellationTokenSource(patience);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    public void Kill() => _process.Kill();

    /// <summary>Sends SIGTERM, and does not wait.</summary>
    public void Terminate()
    {
        var id = _process.Id.ToString(CultureInfo.InvariantCulture);
        using var kill = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "kill -TERM \"$0\"", id]) { UseShellExecute = false })!;
        kill.WaitForExit();
    }

    public void Dispose() => _process.Dispose();

    private static bool IsDotnet(string host) => Path.GetFileNameWithoutExtension(host) == "dotnet";

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
