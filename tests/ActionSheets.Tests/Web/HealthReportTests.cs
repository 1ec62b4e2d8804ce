using System.Text;
using System.Text.Json;
using ActionSheets.Health;
using ActionSheets.Nights;
using ActionSheets.Web;
using Xunit;

namespace ActionSheets.Tests.Web;

/// <summary>The health answer is written by hand, and is what the serializer of every other answer would write.</summary>
public sealed class HealthReportTests
{
    private static readonly DateTimeOffset At = new(2019, 3, 22, 11, 30, 0, 250, TimeSpan.Zero);

    [Fact]
    public void It_is_written_as_on_every_other_wire()
    {
        Check("ok", new HealthReport(null, null, null, [], 0, 0, []));
        Check(
            "degraded",
            new HealthReport(At, At.AddDays(30), new DateOnly(2019, 3, 21), [new NightUnderWay(new DateOnly(2019, 3, 22), At, At.AddMinutes(1), 17)], 3, 1, ["mail", "night"]));
    }

    private static void Check(string status, HealthReport report)
    {
        var expected = new { Status = status, Storage = "ok", report.OldestUnsentMail, report.OldestUnansweredRequest, report.LastNight, report.NightsUnderWay, report.DeadLetters, report.StalledImports, report.Missed };
        Assert.Equal(JsonSerializer.Serialize(expected, Wire.Json), Encoding.UTF8.GetString(report.ToJson()));
    }
}
