using System.Globalization;
using LocalHost.Clock;

namespace LocalHost.Starting;

/// <summary>What the command line asks for (contract, section 1).</summary>
/// <param name="Port">The port on 127.0.0.1; 0 takes a free one.</param>
/// <param name="DataFolder">Where everything of this machine is kept.</param>
/// <param name="ClockStart">Where the product's clock starts; null is the real time.</param>
/// <param name="Demo">Loads the sample sheets, once per data folder.</param>
/// <param name="StorageConnection">The storage account to use; null starts Azurite.</param>
/// <param name="VerifiedFolder">Downloaded nights to verify, instead of running the product; null otherwise.</param>
internal sealed record Arguments(int Port, string DataFolder, DateTimeOffset? ClockStart, bool Demo, string? StorageConnection, string? VerifiedFolder)
{
    public const string Usage =
        "Arguments: --port N, --data DIR, --clock 2019-03-22T18:00:00+01:00, --demo, --storage CONNECTION; or --verify DIR.";

    /// <summary>The arguments, or the one sentence that says what is wrong with them.</summary>
    public static (Arguments? Arguments, string? Fault) Parse(IEnumerable<string> args)
    {
        var parsed = new Arguments(7071, ".data", ClockStart: null, Demo: false, StorageConnection: null, VerifiedFolder: null);
        using var rest = args.GetEnumerator();
        while (rest.MoveNext())
        {
            var name = rest.Current;
            if (name == "--demo")
            {
                parsed = parsed with { Demo = true };
                continue;
            }

            if (name is not ("--port" or "--data" or "--clock" or "--storage" or "--verify"))
            {
                return (null, $"Unknown argument '{name}'. {Usage}");
            }

            if (!rest.MoveNext() || rest.Current.Length == 0)
            {
                return (null, $"{name} needs a value. {Usage}");
            }

            var (next, fault) = parsed.With(name, rest.Current);
            if (next is null)
            {
                return (null, fault);
            }

            parsed = next;
        }

        return (parsed, null);
    }

    private (Arguments? Arguments, string? Fault) With(string name, string value) => name switch
    {
        "--port" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65_535
            ? (this with { Port = port }, null)
            : (null, $"--port takes a number from 0 to 65535, not '{value}'."),
        "--clock" => Rfc3339.Parse(value) is { } start
            ? (this with { ClockStart = start }, null)
            : (null, $"--clock takes a time with its offset, such as 2019-03-22T18:00:00+01:00, not '{value}'."),
        "--verify" => Directory.Exists(value) ? (this with { VerifiedFolder = value }, null) : (null, $"--verify takes a folder of downloaded nights, and '{value}' is none."),
        "--data" => (this with { DataFolder = value }, null),
        _ => (this with { StorageConnection = value }, null),
    };
}
