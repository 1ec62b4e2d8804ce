using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using LocalHost.Starting;

namespace LocalHost.Storage;

/// <summary>The storage of one data folder: the Azurite that is there already, or a new one.</summary>
internal sealed class AzuriteStorage
{
    private const int Attempts = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenProbes = TimeSpan.FromMilliseconds(50);

    private readonly AzuriteProcess _process;
    private readonly AzuriteAccount _account;

    private AzuriteStorage(AzuriteProcess process, AzuriteAccount account) => (_process, _account) = (process, account);

    public string ConnectionString => _account.ConnectionString;

    public int ProcessId => _process.Id;

    /// <summary>An Azurite that answers. It keeps its files, its log and its process id under the folder.</summary>
    /// <param name="folder">An existing folder, which no other LocalHost uses at the same time.</param>
    /// <param name="key">The key of the account, Base64.</param>
    /// <param name="cancellationToken">Gives up waiting; an Azurite that was started stays, and is found again.</param>
    /// <param name="isInMemory">Keeps nothing on disk: for more rows than its file of them can hold, some hundred thousand.</param>
    public static async Task<AzuriteStorage> StartAsync(string folder, string key, CancellationToken cancellationToken, bool isInMemory = false)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new CannotStartException("LocalHost starts Azurite on Linux and macOS; on Windows use WSL, or --storage CONNECTION.");
        }

        var script = Path.Combine(await NpmFolder.InstalledAsync("azurite", cancellationToken), "azurite", "dist", "src", "azurite.js");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            if (await AdoptAsync(folder, patience.Token) is { } adopted)
            {
                return adopted;
            }

            for (var attempt = 1; attempt <= Attempts; attempt++)
            {
                // The ports are free now; in the rare case that another takes one before node does, Azurite ends at once.
                var account = AzuriteAccount.OnFreePorts(key);
                KeptFile.Write(AccountFile(folder), account, AzuriteJson.Default.AzuriteAccount);
                var started = new AzuriteStorage(AzuriteProcess.Start(script, folder, account, isInMemory), account);
                if (await started.AnswersAsync(patience.Token))
                {
                    return started;
                }
            }

            throw new CannotStartException($"Azurite ends as soon as it is started; its own words are in {AzuriteProcess.LogFile(folder)}.");
        }
        catch (OperationCanceledException fault) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CannotStartException(
                $"Azurite did not answer within {Patience.TotalSeconds} s; its own words are in {AzuriteProcess.LogFile(folder)}.", fault);
        }
    }

    /// <summary>SIGTERM, at which it writes what it holds in memory.</summary>
    /// <returns>Whether it ended in that time; if not, it goes on ending by itself.</returns>
    public async Task<bool> StopAsync(TimeSpan patience)
    {
        await _process.TerminateAsync(CancellationToken.None);
        using var deadline = new CancellationTokenSource(patience);
        return await _process.EndedAsync(deadline.Token);
    }

    /// <summary>An Azurite that is starting is waited for; one that is ending, too: two on one folder would overwrite each other.</summary>
    private static async Task<AzuriteStorage?> AdoptAsync(string folder, CancellationToken cancellationToken)
    {
        if (AzuriteProcess.LeftBehind(folder) is not { } process
            || KeptFile.Read(AccountFile(folder), AzuriteJson.Default.AzuriteAccount) is not { } account)
        {
            return null;
        }

        var left = new AzuriteStorage(process, account);
        return await left.AnswersAsync(cancellationToken) ? left : null;
    }

    private static string AccountFile(string folder) => Path.Combine(folder, "azurite.json");

    /// <summary>Whether all three services answer to our key; false once the process has ended.</summary>
    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        while (!await ProbeAsync(cancellationToken))
        {
            if (!_process.IsAlive)
            {
                return false;
            }

            await Task.Delay(BetweenProbes, cancellationToken);
        }

        return true;
    }

    private async Task<bool> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await new TableServiceClient(ConnectionString, Once(new TableClientOptions())).GetPropertiesAsync(cancellationToken);
            await new QueueServiceClient(ConnectionString, Once(new QueueClientOptions())).GetPropertiesAsync(cancellationToken);
            await new BlobServiceClient(ConnectionString, Once(new BlobClientOptions())).GetPropertiesAsync(cancellationToken);
            return true;
        }
        catch (RequestFailedException)
        {
            return false;
        }
    }

    private static TOptions Once<TOptions>(TOptions options)
        where TOptions : Azure.Core.ClientOptions
    {
        options.Retry.MaxRetries = 0;
        return options;
    }
}
