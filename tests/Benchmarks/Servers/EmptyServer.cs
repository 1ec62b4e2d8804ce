using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Benchmarks.Servers;

/// <summary>The least ASP.NET Core application there is, to hold the start of the product against.</summary>
internal static class EmptyServer
{
    public static async Task RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        await using (app)
        {
            app.MapGet("/", () => "ok");
            await app.StartAsync();
            await ChildServer.UntilParentEndsAsync(app.Urls.Single());
            await app.StopAsync();
        }
    }
}
