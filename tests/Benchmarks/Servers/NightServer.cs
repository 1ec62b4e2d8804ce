using System.Diagnostics;
using ActionSheets.Nights;
using Benchmarks.Loads;
using Benchmarks.Measuring;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Benchmarks.Servers;

/// <summary>Makes one night when it is asked to, and says how much memory its process has held at most: nothing else runs in it.</summary>
internal static class NightServer
{
    public const string Path = "/night";

    public static async Task RunAsync(string connection)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        await using (app)
        {
            app.MapPost(Path, () => MakeAsync(connection));
            await app.StartAsync();
            await ChildServer.UntilParentEndsAsync(app.Urls.Single());
            await app.StopAsync();
        }
    }

    /// <summary>Megabytes, and the sheets of the night.</summary>
    private static async Task<IResult> MakeAsync(string connection)
    {
        await using var product = Night.Product(connection);
        var made = await product.GetRequiredService<NightMaker>().Make(StoredSheets.Day, previous: null, isAside: true, CancellationToken.None);
        using var self = Process.GetCurrentProcess();
        return Results.Json(new NightOutcome(made?.Files[0].Rows ?? 0, self.PeakWorkingSet64 / 1e6));
    }
}

/// <summary>What a night of its own process came to.</summary>
internal sealed record NightOutcome(int Sheets, double PeakMegabytes);
