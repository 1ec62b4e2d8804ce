using System.Globalization;

namespace Benchmarks.Bare;

/// <summary>An id as long as a sheet's; its last two digits are the sample that the sheet was made of.</summary>
internal static class BareId
{
    public static string Next(string region, int sample) =>
        string.Create(CultureInfo.InvariantCulture, $"{region}-{Guid.NewGuid().ToString("N")[..14]}{sample:D2}");

    public static int SampleOf(string id) => int.Parse(id.AsSpan(id.Length - 2), CultureInfo.InvariantCulture);

    /// <summary>As long as a SHA-256 in hexadecimal, and as unlike any other.</summary>
    public static string Fingerprint() => Guid.NewGuid().ToString("N") + Guid.NewGuid().ToString("N");
}
