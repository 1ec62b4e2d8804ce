using System.Diagnostics;
using System.Security.Cryptography;
using LocalHost.Starting;

namespace LocalHost.Storage;

/// <summary>
/// What npm serves: Azurite, and for a benchmark DuckDB. Pinned by <c>eng/{name}/package-lock.json</c> and installed on first use beside the build's own
/// packages, in a folder named after the lock file: installed once, by whoever comes first.
/// </summary>
internal static class NpmFolder
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>The folder <c>node_modules</c> of what <c>eng/{name}</c> asks for.</summary>
    public static async Task<string> InstalledAsync(string name, CancellationToken cancellationToken)
    {
        var repository = Repository(name);
        var source = Path.Combine(repository, "eng", name);
        var digest = SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(source, "package-lock.json"), cancellationToken));
        var installed = Path.Combine(repository, ".packages", $"{name}-{Convert.ToHexStringLower(digest)[..12]}");
        var modules = Path.Combine(installed, "node_modules");
        if (Directory.Exists(installed))
        {
            return modules;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(installed)!);
        using (await LockedAsync(installed + ".lock", cancellationToken))
        {
            if (!Directory.Exists(installed))
            {
                await InstallAsync(name, source, installed, cancellationToken);
            }
        }

        return modules;
    }

    /// <summary>Installed beside and renamed: a folder that is there is whole, even if an install was killed.</summary>
    private static async Task InstallAsync(string package, string source, string installed, CancellationToken cancellationToken)
    {
        await Console.Error.WriteLineAsync($"Installing {package} from npm (once)...".AsMemory(), cancellationToken);
        foreach (var abandoned in Directory.GetDirectories(Path.GetDirectoryName(installed)!, package + "-*.*"))
        {
            Directory.Delete(abandoned, recursive: true);
        }

        var beside = $"{installed}.{Guid.NewGuid():N}";
        Directory.CreateDirectory(beside);
        foreach (var name in (string[])["package.json", "package-lock.json"])
        {
            File.Copy(Path.Combine(source, name), Path.Combine(beside, name));
        }

        var (code, output) = await RunNpmAsync(beside, cancellationToken);
        if (code != 0)
        {
            throw new CannotStartException($"{package} could not be installed; npm ci ended with {code}: {output.Trim()}");
        }

        Directory.Move(beside, installed);
    }

    private static async Task<(int Code, string Output)> RunNpmAsync(string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var npm = Process.Start(start)!;
            var output = npm.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = npm.StandardError.ReadToEndAsync(cancellationToken);
            await npm.WaitForExitAsync(cancellationToken);
            return (npm.ExitCode, await errors + await output);
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            throw new CannotStartException(
                "Azurite needs Node.js 20 or later, and npm was not found: install Node.js, or use --storage CONNECTION.", fault);
        }
    }

    private static async Task<FileStream> LockedAsync(string path, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (Stopwatch.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
            }
        }
    }

    private static string Repository(string name)
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "eng", name, "package-lock.json")))
            {
                return folder;
            }
        }

        throw new CannotStartException("LocalHost starts Azurite only from its repository; elsewhere give --storage CONNECTION.");
    }
}
