using System.Globalization;
using Benchmarks.Bare;
using Benchmarks.Model;

namespace Benchmarks.Servers;

/// <summary>This program as one of the servers that are compared or measured; it ends when its parent closes its standard input.</summary>
internal static class ChildServer
{
    public static async Task<int> RunAsync(string kind, IReadOnlyList<string> settings)
    {
        await (kind switch
        {
            "product" => ProductServer.RunAsync(connection: settings[0], folder: settings[1]),
            "bare" => BareServer.RunAsync(connection: settings[0], folder: settings[1]),
            "model" => ModelStorage.RunAsync(sheets: int.Parse(settings[0], CultureInfo.InvariantCulture), changes: int.Parse(settings[1], CultureInfo.InvariantCulture)),
            "night" => NightServer.RunAsync(connection: settings[0]),
            "empty" => EmptyServer.RunAsync(),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        });
        return 0;
    }

    /// <summary>Says where the server listens, and returns when it is time to end.</summary>
    public static async Task UntilParentEndsAsync(string address)
    {
        await Console.Out.WriteLineAsync($"Listening on {address}");
        await Console.In.ReadToEndAsync();
    }
}
