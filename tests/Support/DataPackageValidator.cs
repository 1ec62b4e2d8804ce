using System.Diagnostics;
using LocalHost.Storage;

namespace Support;

/// <summary>
/// The reference implementation of the Frictionless standards, which knows nothing of this product: npm's <c>datapackage</c>, pinned and installed once as
/// Azurite is.
/// </summary>
public static class DataPackageValidator
{
    /// <summary>Whether the folder's <c>schema.json</c> and all the rows it describes are valid, and what was said.</summary>
    public static async Task<(bool IsValid, string Said)> ValidateAsync(string folder)
    {
        var modules = await NpmFolder.InstalledAsync("frictionless", CancellationToken.None);
        var script = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(modules)))!, "eng", "frictionless", "validate.mjs");
        using var node = Process.Start(new ProcessStartInfo("node", [script, modules, folder]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.WaitForExitAsync();
        return (node.ExitCode == 0, (await output + await errors).Trim());
    }
}
