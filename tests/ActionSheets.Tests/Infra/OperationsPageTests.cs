using System.Text.Json;
using System.Text.RegularExpressions;
using ActionSheets.Web;
using LocalHost.Functions;
using LocalHost.Timers;
using Xunit;

namespace ActionSheets.Tests.Infra;

/// <summary>The tables of docs/operations.md say what is.</summary>
public sealed partial class OperationsPageTests
{
    [Fact]
    public void Schedules_have_six_fields_and_are_listed()
    {
        var timers = FunctionCatalogue.Of(typeof(ActionSheetsRegistration).Assembly).Timers;

        Assert.NotEmpty(timers);
        Assert.All(timers, timer => Assert.NotNull(new TimerSchedule(timer.Function.Name, timer.Schedule)));
        Assert.Equal(
            timers.Select(timer => (timer.Function.Name, timer.Schedule)).Order(),
            Table("function").Select(row => (row[0], row[1])).Order());
    }

    [Fact]
    public void Settings_are_listed()
    {
        // The platform sets it under a name of its own, whatever a section says.
        var read = ProductOptions.All.SelectMany(options => options.Settings)
            .Except([$"{AuthenticationOptions.Section}__{nameof(AuthenticationOptions.PlatformEnabled)}"])
            .Append("WEBSITE_AUTH_ENABLED");

        Assert.Equal(
            read.Concat(CompiledBicep.Main.AppSettings.Keys).Select(setting => setting.ToUpperInvariant()).Distinct().Order(),
            Table("setting").Select(row => row[0].ToUpperInvariant()).Order());
    }

    [Fact]
    public void Settings_are_said_to_be_in_Azure_when_Bicep_writes_them() =>
        Assert.Equal(
            CompiledBicep.Main.AppSettings.Keys.Order(),
            Table("setting").Where(row => row[1] == "yes").Select(row => row[0]).Order());

    [Fact]
    public void Queue_settings_of_host_json_are_argued()
    {
        using var host = JsonDocument.Parse(File.ReadAllText(Repository.PathTo("host.json")));

        var queues = host.RootElement.GetProperty("extensions").GetProperty("queues").EnumerateObject();
        Assert.Equal(
            queues.Select(setting => (setting.Name, setting.Value.ToString())).Order(),
            Table("`host.json`").Select(row => (row[0], row[1])).Order());
    }

    /// <summary>The rows of the table whose first heading this is, without the marks of code.</summary>
    private static IEnumerable<string[]> Table(string heading) =>
        File.ReadLines(Repository.PathTo("docs", "operations.md"))
            .SkipWhile(line => !line.StartsWith($"| {heading} |", StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => Cell().Matches(line).Select(cell => cell.Groups[1].Value.Trim('`')).ToArray());

    [GeneratedRegex(@"\| ([^|]*?) (?=\|)")]
    private static partial Regex Cell();
}
