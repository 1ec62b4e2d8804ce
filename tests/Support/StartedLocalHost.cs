using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using LocalHost.SignIn;
using LocalHost.Storage;

namespace Support;

/// <summary>
/// The whole product on this machine, as <c>dotnet run --project src/LocalHost</c> starts it: a process of its own, on a free port
/// and a data folder of its own. It can be ended in every way and started again on the same folder.
/// </summary>
public sealed class StartedLocalHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private readonly TemporaryFolder _folder = new();
    private LocalHostProcess _process;

    private StartedLocalHost(string[] arguments)
    {
        DataFolder = _folder.File("data");
        _process = LocalHostProcess.Start(["--port", "0", "--data", DataFolder, .. arguments]);
    }

    public string DataFolder { get; }

    public int ProcessId => _process.Id;

    /// <summary>The log of the process that runs now.</summary>
    public string Errors => _process.Errors;

    /// <summary>Nobody in particular.</summary>
    public HttpClient Client { get; private set; } = new();

    public Uri Address => Client.BaseAddress!;

    /// <param name="arguments">After <c>--port</c> and <c>--data</c>, which are given.</param>
    public static async Task<StartedLocalHost> StartAsync(params string[] arguments)
    {
        var started = new StartedLocalHost(arguments);
        await started.ListenAsync();
        return started;
    }

    /// <summary>A run that is expected to end by itself: its exit code and what it said.</summary>
    public static async Task<(int Code, string Errors)> RunAsync(params string[] arguments)
    {
        using var process = LocalHostProcess.Start(arguments);
        var code = await process.EndedAsync(Patience);
        await Probe.UntilAsync("LocalHost said why", () => process.Errors.Length > 0);
        return (code, process.Errors);
    }

    /// <summary>A client that asks as someone; null values are left out.</summary>
    public HttpClient As(string role, string? region = null, string? @operator = null, string? name = null, string? email = null)
    {
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Add(SignInSession.Header, new Person(role, region, @operator, name, email).ToPrincipal());
        return client;
    }

    /// <summary>SIGKILL: nothing is drained, and Azurite lives on.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.EndedAsync(Patience);
    }

    /// <summary>SIGSTOP to its Azurite: connections open and nothing answers, until what is given is disposed.</summary>
    public IDisposable FreezeStorage() => new FrozenProcess(File.ReadAllText(Path.Combine(DataFolder, "azurite.pid")).Trim());

    /// <summary>SIGTERM; the exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        _process.Terminate();
        return await _process.EndedAsync(Patience);
    }

    /// <summary>Starts it again on the same folder, after it was killed or terminated; on another port.</summary>
    public Task RestartAsync(params string[] arguments) => RestartOnAsync(0, arguments);

    /// <summary>As <see cref="RestartAsync"/>, on the same port: what it writes, links above all, is then the same as before.</summary>
    public Task RestartInPlaceAsync(params string[] arguments) => RestartOnAsync(Address.Port, arguments);

    /// <summary>Starts it again and kills it as soon as that holds, whether it listens by then or not.</summary>
    public async Task StartAndKillAsync(Func<bool> holds, params string[] arguments)
    {
        _process.Dispose();
        _process = LocalHostProcess.Start(["--port", "0", "--data", DataFolder, .. arguments]);
        await Probe.UntilAsync("the moment to kill", holds);
        await KillAsync();
    }

    /// <summary>Captured mail, newest first.</summary>
    public async Task<IReadOnlyList<SentMail>> MailsAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/local/mail") { Headers = { Accept = { new("application/json") } } };
        using var answer = await Client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<IReadOnlyList<SentMail>>(Web))!;
    }

    /// <summary>The newest mail that fits, once there is one.</summary>
    public Task<SentMail> MailAsync(string what, Func<SentMail, bool> fits, TimeSpan? patience = null) =>
        Probe.ForAsync(what, async () => (await MailsAsync()).FirstOrDefault(fits), patience);

    /// <summary>Moves the product's clock and waits for all that follows.</summary>
    public async Task<DateTimeOffset> AdvanceAsync(string duration)
    {
        using var answer = await Client.PostAsJsonAsync("/local/clock", new { advance = duration });
        answer.EnsureSuccessStatusCode();
        var now = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return DateTimeOffset.Parse(now.GetProperty("now").GetString()!, CultureInfo.InvariantCulture);
    }

    public Task<HttpResponseMessage> RunFunctionAsync(string name) => PostAsync($"/admin/functions/{name}", new { });

    public Task<HttpResponseMessage> PostAsync<T>(string path, T body) => Client.PostAsJsonAsync(path, body);

    /// <summary>The connection string of the storage in use.</summary>
    public async Task<string> StorageAsync() =>
        (await Client.GetFromJsonAsync<JsonElement>("/local/storage")).GetProperty("connectionString").GetString()!;

    public async ValueTask DisposeAsync()
    {
        try
        {
            await TerminateAsync();
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        // What a killed LocalHost leaves behind, which no other start has adopted.
        if (AzuriteProcess.LeftBehind(DataFolder) is { } azurite)
        {
            await azurite.TerminateAsync(CancellationToken.None);
            using var deadline = new CancellationTokenSource(Patience);
            await azurite.EndedAsync(deadline.Token);
        }

        Client.Dispose();
        _process.Dispose();
        _folder.Dispose();
    }

    private async Task RestartOnAsync(int port, string[] arguments)
    {
        _process.Dispose();
        _process = LocalHostProcess.Start(["--port", port.ToString(CultureInfo.InvariantCulture), "--data", DataFolder, .. arguments]);
        await ListenAsync();
    }

    private async Task ListenAsync()
    {
        Client.Dispose();
        Client = new HttpClient { BaseAddress = await _process.ListeningAsync(), Timeout = TimeSpan.FromMinutes(10) };
    }
}
