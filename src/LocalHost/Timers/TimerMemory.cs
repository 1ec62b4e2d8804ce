using System.Text.Json.Serialization;
using LocalHost.Starting;

namespace LocalHost.Timers;

/// <summary>What the host keeps in its blob <c>timers/...</c>: when a timer last ran and when it is due next.</summary>
/// <param name="Schedule">The schedule this was written under: after a change of schedule nothing counts as missed.</param>
/// <param name="Last">The last run; the default before the first.</param>
/// <param name="Next">When it is due.</param>
/// <param name="LastUpdated">When this was written.</param>
internal sealed record TimerStatus(string Schedule, DateTimeOffset Last, DateTimeOffset Next, DateTimeOffset LastUpdated);

internal sealed class TimerMemory(DataFolder data)
{
    private readonly string _folder = data.Folder("timers");

    public TimerStatus? Read(string function) => KeptFile.Read(Path(function), TimerJson.Default.TimerStatus);

    public void Write(string function, TimerStatus status) => KeptFile.Write(Path(function), status, TimerJson.Default.TimerStatus);

    private string Path(string function) => System.IO.Path.Combine(_folder, $"{function}.json");
}

[JsonSerializable(typeof(TimerStatus))]
internal sealed partial class TimerJson : JsonSerializerContext;
