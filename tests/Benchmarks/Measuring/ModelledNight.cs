using System.Globalization;
using System.Net.Http.Json;
using Benchmarks.Model;
using Benchmarks.Servers;

namespace Benchmarks.Measuring;

/// <summary>A process that makes nights, and the model of a storage account that it speaks to in another.</summary>
internal sealed class ModelledNight : IAsyncDisposable
{
    private readonly ServerProcess _model;
    private readonly ServerProcess _night;
    private readonly HttpClient _patient;

    private ModelledNight(ServerProcess model, ServerProcess night) =>
        (_model, _night, _patient) = (model, night, new HttpClient { BaseAddress = night.Client.BaseAddress, Timeout = Timeout.InfiniteTimeSpan });

    public static async Task<ModelledNight> StartAsync(int sheets, int changes)
    {
        var model = await ServerProcess.StartChildAsync("model", sheets.ToString(CultureInfo.InvariantCulture), changes.ToString(CultureInfo.InvariantCulture));
        return new ModelledNight(model, await ServerProcess.StartChildAsync("night", ModelStorage.ConnectionTo(model.Client.BaseAddress!)));
    }

    /// <summary>What came of the night, and the storage transactions it took.</summary>
    public async Task<(NightOutcome Outcome, int Transactions)> MakeAsync(string path, CancellationToken cancellationToken)
    {
        await _model.PostAsync(ModelStorage.CountPath);
        using var answer = await _patient.PostAsync(path, null, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw new BenchmarkException($"The night was not made: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        }

        var outcome = await answer.Content.ReadFromJsonAsync<NightOutcome>(cancellationToken);
        _night.ThrowIfTroubled();
        using var count = await _model.Client.PostAsync(ModelStorage.CountPath, null, cancellationToken);
        return (outcome!, await count.Content.ReadFromJsonAsync<int>(cancellationToken));
    }

    /// <summary>The next day, with what happens on it.</summary>
    public Task ChangeAsync() => _model.PostAsync(ModelStorage.ChangePath);

    public async ValueTask DisposeAsync()
    {
        _patient.Dispose();
        await _night.DisposeAsync();
        await _model.DisposeAsync();
    }
}
