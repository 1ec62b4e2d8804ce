using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace LocalHost.Starting;

/// <summary>
/// A small JSON file that is whole or absent, whenever the process is killed: written beside, then renamed over.
/// It is not flushed to the disk: what must survive here is a killed process, not a lost machine.
/// </summary>
internal static class KeptFile
{
    public static void Write<T>(string path, T value, JsonTypeInfo<T> type)
    {
        var beside = Beside(path);
        using (var stream = File.Create(beside))
        {
            JsonSerializer.Serialize(stream, value, type);
        }

        File.Move(beside, path, overwrite: true);
    }

    public static async Task WriteAsync<T>(string path, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var beside = Beside(path);
        var stream = File.Create(beside);
        await using (stream)
        {
            await JsonSerializer.SerializeAsync(stream, value, type, cancellationToken);
        }

        File.Move(beside, path, overwrite: true);
    }

    public static T? Read<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var stream = File.OpenRead(path);
        return JsonSerializer.Deserialize(stream, type);
    }

    private static string Beside(string path) => $"{path}.{Guid.NewGuid():N}.tmp";
}
