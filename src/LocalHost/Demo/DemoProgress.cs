using System.Text.Json.Serialization;
using LocalHost.Starting;

namespace LocalHost.Demo;

/// <summary>How far the demonstration of this data folder has come. Each step may run twice, so only its beginning and its end are kept.</summary>
/// <param name="Day">The Paris day it began on, whose night it closes.</param>
/// <param name="IsDone">Nothing is left to do.</param>
internal sealed record DemoProgress(DateOnly Day, bool IsDone)
{
    public static DemoProgress? Read(DataFolder data) => KeptFile.Read(data.File("demo.json"), DemoJson.Default.DemoProgress);

    public void Keep(DataFolder data) => KeptFile.Write(data.File("demo.json"), this, DemoJson.Default.DemoProgress);
}

[JsonSerializable(typeof(DemoProgress))]
internal sealed partial class DemoJson : JsonSerializerContext;
