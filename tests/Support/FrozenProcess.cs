using System.Diagnostics;

namespace Support;

/// <summary>A process that is stopped by SIGSTOP and goes on, by SIGCONT, when this is disposed.</summary>
internal sealed class FrozenProcess : IDisposable
{
    private readonly string _id;

    public FrozenProcess(string id)
    {
        _id = id;
        Signal("STOP");
    }

    public void Dispose() => Signal("CONT");

    private void Signal(string name)
    {
        using var kill = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "kill -\"$0\" \"$1\"", name, _id]) { UseShellExecute = false })!;
        kill.WaitForExit();
        if (kill.ExitCode != 0)
        {
            throw new InvalidOperationException($"SIG{name} did not reach process {_id}.");
        }
    }
}
