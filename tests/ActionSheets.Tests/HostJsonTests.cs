using System.Text.Json;
using Xunit;

namespace ActionSheets.Tests;

public sealed class HostJsonTests
{
    [Fact]
    public void Host_json_lies_beside_the_app_and_leaves_routes_as_written()
    {
        using var host = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "host.json")));
        var extensions = host.RootElement.GetProperty("extensions");

        Assert.Equal("", extensions.GetProperty("http").GetProperty("routePrefix").GetString());
        Assert.Equal("none", extensions.GetProperty("queues").GetProperty("messageEncoding").GetString());
    }
}
