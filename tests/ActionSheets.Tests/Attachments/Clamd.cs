using System.Diagnostics;
using System.Net.Sockets;
using Support;
using Xunit;

namespace ActionSheets.Tests.Attachments;

/// <summary>ClamAV's real daemon, with a signature database of our own: what Debian calls <c>clamav-daemon</c>, found or installed.</summary>
public sealed class Clamd : IAsyncLifetime
{
    /// <summary>What the one signature looks for, anywhere in a file.</summary>
    public const string Threat = "territoires-industrie-test-threat";

    private const string ThreatName = "ActionSheets.Test";

    private readonly TemporaryFolder _folder = new();
    private Process? _daemon;

    public string Address => $"unix://{_folder.File("clamd.sock")}";

    /// <summary>As clamd names what it finds: it marks signatures that are not its makers'.</summary>
    public static string FoundName => ThreatName + ".UNOFFICIAL";

    public async Task InitializeAsync()
    {
        var program = await FindAsync();
        Directory.CreateDirectory(_folder.File("db"));
        await File.WriteAllTextAsync(_folder.File("db/test.ndb"), $"{ThreatName}:0:*:{Convert.ToHexStringLower(System.Text.Encoding.ASCII.GetBytes(Threat))}\n");
        await File.WriteAllTextAsync(
            _folder.File("clamd.conf"),
            $"""
            LocalSocket {_folder.File("clamd.sock")}
            DatabaseDirectory {_folder.File("db")}
            TemporaryDirectory {_folder.Path}
            Foreground yes
            StreamMaxLength 1M

            """);
        _daemon = Process.Start(new ProcessStartInfo(program, ["--config-file", _folder.File("clamd.conf")]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _daemon.BeginOutputReadLine();
        _daemon.BeginErrorReadLine();
        await Probe.UntilAsync("clamd listens", IsListeningAsync);
    }

    public async Task DisposeAsync()
    {
        if (_daemon is not null)
        {
            _daemon.Kill();
            await _daemon.WaitForExitAsync();
            _daemon.Dispose();
        }

        _folder.Dispose();
    }

    private static async Task<string> FindAsync()
    {
        if (Found() is null && OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess)
        {
            using var install = Process.Start(new ProcessStartInfo("apt-get", ["install", "-y", "--no-install-recommends", "clamav-daemon"]) { RedirectStandardOutput = true, RedirectStandardError = true });
            await Task.WhenAll(install!.StandardOutput.ReadToEndAsync(), install.StandardError.ReadToEndAsync(), install.WaitForExitAsync());
        }

        return Found() ?? throw new InvalidOperationException("These tests need ClamAV's daemon: apt-get install clamav-daemon.");
    }

    private static string? Found() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin").Select(folder => Path.Combine(folder, "clamd")).FirstOrDefault(File.Exists);

    private async Task<bool> IsListeningAsync()
    {
        Assert.False(_daemon!.HasExited, "clamd ended as it started.");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(_folder.File("clamd.sock")));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
