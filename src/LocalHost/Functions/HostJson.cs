using System.Globalization;
using System.Text.Json;
using LocalHost.Queues;
using LocalHost.Starting;

namespace LocalHost.Functions;

/// <summary>The part of the product's <c>host.json</c> that LocalHost honours, with the Functions host's own defaults.</summary>
internal sealed record HostJson(string RoutePrefix, QueueSettings Queues)
{
    private static readonly JsonDocumentOptions Lenient =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static HostJson Read(string path)
    {
        try
        {
            return Parse(File.ReadAllBytes(path));
        }
        catch (Exception fault) when (fault is IOException or JsonException or FormatException or InvalidOperationException)
        {
            throw new CannotStartException($"{path} cannot be read: {fault.Message}", fault);
        }
    }

    public static HostJson Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, Lenient);
        var extensions = Member(document.RootElement, "extensions");
        return new HostJson(
            Member(Member(extensions, "http"), "routePrefix")?.GetString() ?? "api",
            Queue(Member(extensions, "queues")));
    }

    private static QueueSettings Queue(JsonElement? queues)
    {
        var batchSize = Member(queues, "batchSize")?.GetInt32() ?? 16;
        return new QueueSettings
        {
            BatchSize = batchSize is >= 1 and <= 32 ? batchSize : throw new FormatException("batchSize is from 1 to 32."),
            NewBatchThreshold = Member(queues, "newBatchThreshold")?.GetInt32() ?? (batchSize / 2 * Environment.ProcessorCount),
            MaxPollingInterval = Duration(Member(queues, "maxPollingInterval")) ?? TimeSpan.FromMinutes(1),
            VisibilityTimeout = Duration(Member(queues, "visibilityTimeout")) ?? TimeSpan.Zero,
            MaxDequeueCount = Member(queues, "maxDequeueCount")?.GetInt32() ?? 5,
            Base64 = !string.Equals(Member(queues, "messageEncoding")?.GetString(), "none", StringComparison.OrdinalIgnoreCase),
        };
    }

    private static JsonElement? Member(JsonElement? of, string name) =>
        of is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var member) ? member : null;

    private static TimeSpan? Duration(JsonElement? value) =>
        value is { } text ? TimeSpan.Parse(text.GetString()!, CultureInfo.InvariantCulture) : null;
}
