using Xunit;

namespace LocalHost.Tests;

public sealed class LocalHostTests
{
    [Fact]
    public void The_local_host_carries_the_schedule_parser_of_the_functions_host() =>
        Assert.NotNull(NCrontab.CrontabSchedule.Parse("0 0 2 * * *", new() { IncludingSeconds = true }));
}
