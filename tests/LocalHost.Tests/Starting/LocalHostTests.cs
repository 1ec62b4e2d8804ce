using System.Diagnostics;
using System.Net.Http.Json;
using Support;
using Xunit;

namespace LocalHost.Tests.Starting;

/// <summary>LocalHost as a process, from its first line to its end.</summary>
public sealed class LocalHostTests
{
    private const string March = "2019-03-22T18:00:00+01:00";

    [Fact]
    public async Task An_unknown_argument_ends_it_with_2_and_one_clear_line()
    {
        var (code, errors) = await StartedLocalHost.RunAsync("--prot", "7071");

        Assert.Equal(2, code);
        Assert.StartsWith("Unknown argument '--prot'.", errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', errors);
    }

    [Fact]
    public async Task After_a_kill_the_next_start_adopts_Azurite_and_finds_everything_again()
    {
        await using var host = await StartedLocalHost.StartAsync("--clock", March);
        await SendAsync(host, "Gardé");
        await host.AdvanceAsync("P1D");
        var (storage, azurite) = (await host.StorageAsync(), AzuriteId(host));

        await host.KillAsync();
        using (var process = Process.GetProcessById(azurite))
        {
            Assert.False(process.HasExited);
        }

        await host.RestartAsync("--clock", March);

        Assert.Equal((storage, azurite), (await host.StorageAsync(), AzuriteId(host)));
        Assert.Equal("Gardé", Assert.Single(await host.MailsAsync()).Subject);
        Assert.InRange(await host.AdvanceAsync("PT0S"), Time("2019-03-23T18:00:00+01:00"), Time("2019-03-23T18:05:00+01:00"));
    }

    [Fact]
    public async Task A_start_that_is_killed_before_Azurite_answers_leaves_one_Azurite_to_the_next()
    {
        await using var host = await StartedLocalHost.StartAsync();
        await host.TerminateAsync();
        for (var i = 0; i < 3; i++)
        {
            await host.StartAndKillAsync(() => File.Exists(Path.Combine(host.DataFolder, "azurite.pid")));
        }

        await host.RestartAsync();

        Assert.Equal(1, AzuritesOn(host.DataFolder));
    }

    [Fact]
    public async Task At_SIGTERM_it_ends_in_time_with_Azurite_after_it()
    {
        await using var host = await StartedLocalHost.StartAsync();
        var started = Stopwatch.GetTimestamp();

        Assert.Equal(0, await host.TerminateAsync());

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Equal("", host.Errors);
        await Probe.UntilAsync("Azurite has ended too", () => AzuritesOn(host.DataFolder) == 0);
    }

    [Fact]
    public async Task A_second_LocalHost_on_the_same_folder_is_refused()
    {
        await using var host = await StartedLocalHost.StartAsync();

        var (code, errors) = await StartedLocalHost.RunAsync("--port", "0", "--data", host.DataFolder);

        Assert.Equal(1, code);
        Assert.Contains("in use by another LocalHost", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_so()
    {
        await using var host = await StartedLocalHost.StartAsync();
        using var folder = new TemporaryFolder();

        var (code, errors) = await StartedLocalHost.RunAsync(
            "--port", $"{host.Address.Port}", "--data", folder.Path, "--storage", await host.StorageAsync());

        Assert.Equal(1, code);
        Assert.StartsWith($"Port {host.Address.Port} of 127.0.0.1 cannot be used", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_storage_that_is_given_is_used_and_no_Azurite_is_started()
    {
        await using var storage = new OwnAzurite();
        await storage.Azurite.InitializeAsync();

        await using var host = await StartedLocalHost.StartAsync("--storage", storage.Azurite.ConnectionString);

        Assert.Equal(storage.Azurite.ConnectionString, await host.StorageAsync());
        Assert.False(File.Exists(Path.Combine(host.DataFolder, "azurite.pid")));
    }

    internal static async Task<HttpResponseMessage> SendAsync(StartedLocalHost host, string subject)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/local/sendgrid/v3/mail/send");
        request.Headers.Authorization = new("Bearer", "any");
        request.Content = JsonContent.Create(new
        {
            personalizations = new[] { new { to = new[] { new { email = "guichet@bpifrance.example" } } } },
            from = new { email = "fiches@ministere.example" },
            subject,
            content = new[] { new { type = "text/plain", value = "Bonjour" }, new { type = "text/html", value = "<html><head></head><body>Bonjour</body></html>" } },
            custom_args = new { oid = "o-1" },
        });
        return await host.Client.SendAsync(request);
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text);

    private static int AzuriteId(StartedLocalHost host) => int.Parse(File.ReadAllText(Path.Combine(host.DataFolder, "azurite.pid")));

    private static int AzuritesOn(string folder) => Directory.GetDirectories("/proc").Count(process => CommandLine(process) is { } line
        && line.Contains(folder, StringComparison.Ordinal) && line.Contains("azurite.js", StringComparison.Ordinal));

    private static string? CommandLine(string process)
    {
        try
        {
            return File.Exists(Path.Combine(process, "cmdline")) ? File.ReadAllText(Path.Combine(process, "cmdline")) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private sealed class OwnAzurite : IAsyncDisposable
    {
        public Azurite Azurite { get; } = new();

        public async ValueTask DisposeAsync() => await Azurite.DisposeAsync();
    }
}
