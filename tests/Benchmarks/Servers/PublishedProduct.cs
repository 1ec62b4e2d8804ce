using System.Diagnostics;
using System.Reflection;

namespace Benchmarks.Servers;

/// <summary>LocalHost as it is deployed: published, so compiled ahead of time (<c>Directory.Build.props</c>). What Azure starts is never a build output.</summary>
internal static class PublishedProduct
{
    private static readonly string Project = typeof(PublishedProduct).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "LocalHostProject").Value!;

    /// <summary>Publishes into <paramref name="folder"/>; the path of the program.</summary>
    public static async Task<string> PublishAsync(string folder, CancellationToken cancellationToken)
    {
        string[] arguments = ["publish", Project, "--configuration", "Release", "--output", folder, "-p:RunAnalyzers=false", "-nodeReuse:false", "--verbosity", "quiet"];
        using var publish = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var said = await publish.StandardOutput.ReadToEndAsync(cancellationToken);
        await publish.WaitForExitAsync(cancellationToken);
        return publish.ExitCode == 0 ? Path.Combine(folder, "LocalHost.dll") : throw new BenchmarkException($"The product could not be published: {said}");
    }
}
