using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Xunit;

namespace ActionSheets.Tests.Nights;

/// <summary>A file under <c>Snapshots</c> that a person has read; <c>ACCEPT_SNAPSHOTS=1</c> writes what the test saw, for the next diff.</summary>
internal static class Snapshot
{
    public static void Check(string name, byte[] seen, [CallerFilePath] string test = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(test)!, "Snapshots", name);
        if (Environment.GetEnvironmentVariable("ACCEPT_SNAPSHOTS") == "1")
        {
            File.WriteAllBytes(path, seen);
        }

        Assert.Equal(File.ReadAllBytes(path), seen);
    }
}

internal static class Sha256
{
    public static string Of(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
