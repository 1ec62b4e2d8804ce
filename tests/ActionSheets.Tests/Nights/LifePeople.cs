using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ActionSheets.Tests.Asking;
using Azure.Storage.Queues;
using Support;

namespace ActionSheets.Tests.Nights;

/// <summary>Who asks in a month of life: a client each, kept.</summary>
internal sealed class LifePeople(StartedLocalHost host, string storage) : IDisposable
{
    private readonly QueueClient _queue = new(storage, "action-sheet-submissions");
    private readonly ConcurrentDictionary<string, HttpClient> _clients = new(StringComparer.Ordinal);

    public HttpClient Region(string code) => _clients.GetOrAdd(code, _ => host.As("region", code, name: "Camille Région", email: $"camille@region-{code}.example"));

    /// <summary>The ministry answers for the State.</summary>
    public HttpClient Asked(string code) => _clients.GetOrAdd(code, _ => code == "etat"
        ? host.As("ministry", name: "Claude Ministère", email: "claude@ministere.example")
        : host.As("operator", @operator: code, name: "Dominique Opérateur", email: $"dominique@{code}.example"));

    public async Task<JsonNode> Submit(string region, JsonObject sheet, Guid key) => JsonNode.Parse((await Region(region).SubmitAsync(sheet, key)).Is(201).Text)!;

    /// <summary>As a peer system sends it: what comes back is the verdict.</summary>
    public async Task<JsonNode> SubmitByQueue(string region, JsonObject sheet, Guid key)
    {
        var message = new JsonObject { ["key"] = key, ["region"] = region, ["submittedBy"] = $"camille@region-{region}.example", ["sheet"] = sheet.DeepClone() };
        await _queue.SendMessageAsync(message.ToJsonString());
        return await Probe.ForAsync("the verdict", async () => await Region(region).ReadAsync($"/api/submissions/{key}") is { Status: 200 } verdict ? JsonNode.Parse(verdict.Text) : null);
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
    }
}
