using System.Reflection;

namespace ActionSheets.Tests.Infra;

/// <summary>The folder this was built from, and what the project file wrote down of it.</summary>
internal static class Repository
{
    public static string BicepCompiler => Metadata("BicepPath").Replace('\\', Path.DirectorySeparatorChar);

    public static string PathTo(params string[] parts) => Path.Combine([Metadata("Repository"), .. parts]);

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
