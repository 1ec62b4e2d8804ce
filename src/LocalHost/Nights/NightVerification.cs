using System.Globalization;
using ActionSheets.Nights;

namespace LocalHost.Nights;

/// <summary><c>--verify DIR</c>: says of downloaded nights whether their files and their chain hold.</summary>
internal static class NightVerification
{
    /// <summary>0 when all holds, 1 when something does not or there is no night.</summary>
    public static async Task<int> RunAsync(string folder, TextWriter output)
    {
        var verification = new ChainVerification(folder);
        verification.Run();
        foreach (var fault in verification.Faults)
        {
            await output.WriteLineAsync(fault);
        }

        var nights = verification.Nights;
        if (nights.Count == 0)
        {
            await output.WriteLineAsync("No night is here: the folders are yyyy/MM/dd with a manifest.json in each.");
            return 1;
        }

        if (verification.Faults.Count > 0)
        {
            return 1;
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{nights.Count} nights from {nights[0]} to {nights[^1]}: every file and every link holds."));
        return 0;
    }
}
