using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ActionSheets.Tests.InBrowser;

/// <summary>The browser of this machine; the one that Playwright would download is never used.</summary>
internal static class Chromium
{
    public static readonly IReadOnlyList<string> Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>Its path; installed from the distribution where that can be done.</summary>
    public static async Task<string> FoundAsync()
    {
        if (Find() is { } path)
        {
            return path;
        }

        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess)
        {
            await RunAsync("apt-get", "update", "-qq");
            await RunAsync("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium");
        }

        return Find() ?? throw new InvalidOperationException(
            $"The tests of the pages need Chromium: install {string.Join(" or ", Names)} so that it is on the PATH ({RuntimeInformation.OSDescription}).");
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name)))
        .FirstOrDefault(File.Exists);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        try
        {
            using var process = Process.Start(start)!;
            await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync(), process.WaitForExitAsync());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No apt-get here: the sentence about Chromium says what is missing.
        }
    }
}
