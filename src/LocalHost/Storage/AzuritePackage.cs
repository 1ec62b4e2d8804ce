using System.Diagnostics;
using System.Security.Cryptography;
using LocalHost.Starting;

namespace LocalHost.Storage;

/// <summary>
/// Azurite as npm serves it, pinned by eng/azurite/package-lock.json and installed on first use beside the build's own packages,
/// in a folder named after the lock file: installed once, by whoever comes first.
/// </summary>
internal static class AzuritePackage
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>The script to give to node.</summary>
    public static async Task<string> InstalledAsync(CancellationToken cancellationToken)
    {
        var repository = Repository();
        var source = Path.Combine(repository, "eng", "azurite");
        var digest = SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(source, "package-lock.json"), cancellationToken));
        var installed = Path.Combine(repository, ".packages", "azurite-" + Convert.ToHexStringLower(digest)[..12]);
        var script = Path.Combine(installed, "node_modules", "azurite", "dist", "src", "azurite.js");
        if (Directory.Exists(installed))
        {
            return script;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(installed)!);
        using (await LockedAsync(installed + ".lock", cancellationToken))
        {
            if (!Directory.Exists(installed))
            {
                await InstallAsync(source, installed, cancellationToken);
            }
        }

        return script;
    }

    /// <summary>Installed beside and renamed: a folder that is there is whole, even if an install was killed.</summary>
    private static async Task InstallAsync(string source, string installed, CancellationToken cancellationToken)
    {
        await Console.Error.WriteLineAsync("Installing Azurite from npm (once)...".AsMemory(), cancellationToken);
        foreach (var abandoned in Directory.GetDirectories(Path.GetDirectoryName(installed)!, "azurite-*.*"))
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
            throw new CannotStartException($"Azurite could not be installed; npm ci ended with {code}: {output.Trim()}");
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

    private static string Repository()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "eng", "azurite", "package-lock.json")))
            {
                return folder;
            }
        }

        throw new CannotStartException("LocalHost starts Azurite only from its repository; elsewhere give --storage CONNECTION.");
    }
}
