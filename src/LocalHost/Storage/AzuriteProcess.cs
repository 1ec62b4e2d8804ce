using System.Diagnostics;
using System.Globalization;
using LocalHost.Starting;

namespace LocalHost.Storage;

/// <summary>
/// Azurite's process, in a session of its own and with a log file for its output, so that it outlives a LocalHost that is killed:
/// it keeps in memory what it has not written yet. It is ended by SIGTERM only, at which it writes.
/// </summary>
internal sealed class AzuriteProcess
{
    /// <summary>
    /// The shell writes its own process id, then becomes node: whoever finds the folder later knows which process holds it,
    /// whenever this one was killed. <c>setsid</c> does not fork here, as the shell leads no group; macOS has none.
    /// </summary>
    private const string Launch =
        """
        echo $$ > "$AZURITE_PID_FILE"
        command -v setsid > /dev/null && exec setsid node "$@" > "$AZURITE_LOG_FILE" 2>&1 < /dev/null
        exec node "$@" > "$AZURITE_LOG_FILE" 2>&1 < /dev/null
        """;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    private readonly string _folder;

    private AzuriteProcess(int id, string folder) => (Id, _folder) = (id, folder);

    public int Id { get; }

    /// <summary>
    /// Whether this very Azurite runs: after a reboot its number may be another's, and one that ended may stay as a zombie.
    /// Where the kernel shows command lines, only ours names this folder.
    /// </summary>
    public bool IsAlive
    {
        get
        {
            try
            {
                if (Directory.Exists("/proc/self"))
                {
                    return File.ReadAllText($"/proc/{Id.ToString(CultureInfo.InvariantCulture)}/cmdline").Contains(_folder, StringComparison.Ordinal);
                }

                using var process = Process.GetProcessById(Id);
                return !process.HasExited;
            }
            catch (Exception gone) when (gone is IOException or ArgumentException)
            {
                return false;
            }
        }
    }

    public static AzuriteProcess Start(string script, string folder, AzuriteAccount account, bool isInMemory)
    {
        var pidFile = PidFile(folder);
        File.Delete(pidFile);
        var data = Directory.CreateDirectory(Path.Combine(folder, "azurite"));
        var start = new ProcessStartInfo("/bin/sh", ["-c", Launch, "sh", script, .. Options(data.FullName, account, isInMemory)])
        {
            UseShellExecute = false,
            Environment =
            {
                ["AZURITE_ACCOUNTS"] = $"{AzuriteAccount.Name}:{account.Key}",
                ["AZURITE_PID_FILE"] = pidFile,
                ["AZURITE_LOG_FILE"] = LogFile(folder),
            },
        };
        if (!NodeIsInstalled())
        {
            throw new CannotStartException("Azurite needs Node.js 20 or later: install it, or use --storage CONNECTION.");
        }

        using var shell = Process.Start(start)!;
        return new AzuriteProcess(shell.Id, folder);
    }

    /// <summary>The process that a start on this folder left behind, if it lives.</summary>
    public static AzuriteProcess? LeftBehind(string folder)
    {
        var pidFile = PidFile(folder);
        if (!File.Exists(pidFile) || !int.TryParse(File.ReadAllText(pidFile), CultureInfo.InvariantCulture, out var id))
        {
            return null;
        }

        var process = new AzuriteProcess(id, folder);
        return process.IsAlive ? process : null;
    }

    public static string LogFile(string folder) => Path.Combine(folder, "azurite.log");

    public async Task TerminateAsync(CancellationToken cancellationToken)
    {
        using var kill = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "kill -TERM \"$0\"", Id.ToString(CultureInfo.InvariantCulture)])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        })!;
        await kill.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Whether it has ended by the deadline.</summary>
    public async Task<bool> EndedAsync(CancellationToken deadline)
    {
        while (IsAlive)
        {
            if (deadline.IsCancellationRequested)
            {
                return false;
            }

            await Task.Delay(BetweenLooks, deadline).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return true;
    }

    private static string PidFile(string folder) => Path.Combine(folder, "azurite.pid");

    private static string[] Options(string data, AzuriteAccount account, bool isInMemory)
    {
        var invariant = CultureInfo.InvariantCulture;
        // Kept alive for long: at the default of 5 s a pooled connection may be closed just as the next request goes out on it.
        return
        [
            .. Keeping(data, isInMemory), "--silent", "--skipApiVersionCheck", "--disableTelemetry",
            "--blobHost", "127.0.0.1", "--blobPort", account.BlobPort.ToString(invariant), "--blobKeepAliveTimeout", "600",
            "--queueHost", "127.0.0.1", "--queuePort", account.QueuePort.ToString(invariant), "--queueKeepAliveTimeout", "600",
            "--tableHost", "127.0.0.1", "--tablePort", account.TablePort.ToString(invariant), "--tableKeepAliveTimeout", "600",
        ];
    }

    /// <summary>In memory it takes no folder; the one that stands alone is ignored, and tells whose process it is (<see cref="IsAlive"/>).</summary>
    private static string[] Keeping(string data, bool isInMemory) => isInMemory ? [data, "--inMemoryPersistence", "--extentMemoryLimit", "6000"] : ["--location", data];

    private static bool NodeIsInstalled() =>
        Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "node"))) == true;
}
