using System.Collections.Concurrent;
using Support;

namespace ActionSheets.Tests.Nights;

/// <summary>Who asks in a month of life: a client each, kept.</summary>
internal sealed class LifePeople(StartedLocalHost host) : IDisposable
{
    private readonly ConcurrentDictionary<string, HttpClient> _clients = new(StringComparer.Ordinal);

    public HttpClient Region(string code) => _clients.GetOrAdd(code, _ => host.As("region", code, name: "Camille Région", email: $"camille@region-{code}.example"));

    /// <summary>The ministry answers for the State.</summary>
    public HttpClient Asked(string code) => _clients.GetOrAdd(code, _ => code == "etat"
        ? host.As("ministry", name: "Claude Ministère", email: "claude@ministere.example")
        : host.As("operator", @operator: code, name: "Dominique Opérateur", email: $"dominique@{code}.example"));

    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
    }
}
