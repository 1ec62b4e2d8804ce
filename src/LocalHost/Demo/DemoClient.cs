using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalHost.SignIn;
using LocalHost.Starting;

namespace LocalHost.Demo;

/// <summary>The product's own HTTP API, asked as somebody or as nobody.</summary>
internal sealed class DemoClient(ProductSettings settings, IHttpClientFactory clients)
{
    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(settings.Port.Address, path));
        return await SendAsync(request, cancellationToken);
    }

    public Task<JsonElement> PostAsync(string path, JsonObject body, CancellationToken cancellationToken) =>
        PostAsync(path, body.ToJsonString(), person: null, key: null, cancellationToken);

    public async Task<JsonElement> PostAsync(string path, string body, Person? person, Guid? key, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(settings.Port.Address, path));
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (person is not null)
        {
            request.Headers.Add(SignInSession.Header, person.ToPrincipal());
        }

        if (key is { } idempotencyKey)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey.ToString());
        }

        return await SendAsync(request, cancellationToken);
    }

    private async Task<JsonElement> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(nameof(DemoClient));
        using var answer = await client.SendAsync(request, cancellationToken);
        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{request.Method} {request.RequestUri!.AbsolutePath} answered {(int)answer.StatusCode}: {body}");
        }

        using var document = JsonDocument.Parse(body);
        return document.RootElement.Clone();
    }
}
