using System.Diagnostics;
using ActionSheets.Nights;
using Benchmarks.Measuring;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Benchmarks.Servers;

/// <summary>Makes nights when it is asked to, and says how much memory its process has held at most: nothing else runs in it.</summary>
internal static class NightServer
{
    /// <summary>A night of the chain: it goes on from the night before if that kept something, and keeps something for the next.</summary>
    public static string Following(DateOnly night) => $"/night/{NightDate.Text(night)}";

    /// <summary>The night from the journals, and nothing kept.</summary>
    public static string FromJournals(DateOnly night) => $"/night/{NightDate.Text(night)}/from-journals";

    public static async Task RunAsync(string connection)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        await using (app)
        {
            app.MapPost("/night/{night}", (string night) => MakeAsync(connection, night, isAside: false));
            app.MapPost("/night/{night}/from-journals", (string night) => MakeAsync(connection, night, isAside: true));
            await app.StartAsync();
            await ChildServer.UntilParentEndsAsync(app.Urls.Single());
            await app.StopAsync();
        }
    }

    private static async Task<IResult> MakeAsync(string connection, string night, bool isAside)
    {
        await using var product = Night.Product(connection);
        var made = await product.GetRequiredService<NightMaker>().Make(NightDate.Parse(night), previous: null, isAside, CancellationToken.None);
        using var self = Process.GetCurrentProcess();
        return Results.Json(new NightOutcome(made?.Files[0].Rows ?? 0, self.PeakWorkingSet64 / 1e6, string.Join('\n', made?.Files.Select(file => $"{file.Sha256}  {file.Name}") ?? [])));
    }
}

/// <summary>What a night of its own process came to: the sheets, the most megabytes its process ever held, the hashes of its files.</summary>
internal sealed record NightOutcome(int Sheets, double PeakMegabytes, string Files);
