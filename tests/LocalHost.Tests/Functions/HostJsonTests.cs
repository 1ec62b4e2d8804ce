using System.Text;
using LocalHost.Functions;
using LocalHost.Queues;
using Xunit;

namespace LocalHost.Tests.Functions;

public sealed class HostJsonTests
{
    [Fact]
    public void Every_setting_of_the_queues_is_read()
    {
        var hostJson = Parse(
            """
            {
              // as the host, comments are taken
              "version": "2.0",
              "extensions": {
                "http": { "routePrefix": "" },
                "queues": { "batchSize": 4, "newBatchThreshold": 2, "maxPollingInterval": "00:00:05", "visibilityTimeout": "00:00:30",
                  "maxDequeueCount": 10, "messageEncoding": "none" }
              }
            }
            """);

        Assert.Equal("", hostJson.RoutePrefix);
        Assert.Equal(
            new QueueSettings
            {
                BatchSize = 4,
                NewBatchThreshold = 2,
                MaxPollingInterval = TimeSpan.FromSeconds(5),
                VisibilityTimeout = TimeSpan.FromSeconds(30),
                MaxDequeueCount = 10,
                Base64 = false,
            },
            hostJson.Queues);
    }

    [Fact]
    public void What_is_not_said_is_as_the_host_has_it()
    {
        var hostJson = Parse("""{ "version": "2.0" }""");

        Assert.Equal("api", hostJson.RoutePrefix);
        Assert.Equal(
            new QueueSettings
            {
                BatchSize = 16,
                NewBatchThreshold = 8 * Environment.ProcessorCount,
                MaxPollingInterval = TimeSpan.FromMinutes(1),
                VisibilityTimeout = TimeSpan.Zero,
                MaxDequeueCount = 5,
                Base64 = true,
            },
            hostJson.Queues);
    }

    [Fact]
    public void The_lock_is_thirty_seconds() => Assert.Equal(TimeSpan.FromSeconds(30), Parse("{}").Queues.Lock);

    private static HostJson Parse(string json) => HostJson.Parse(Encoding.UTF8.GetBytes(json));
}
