using ActionSheets.Nights;
using Support;
using Xunit;

namespace ActionSheets.Tests.Nights;

public sealed class ChainVerificationTests(Azurite azurite) : SmallScenario(azurite)
{
    [Fact]
    public async Task Downloaded_nights_that_hold_are_found_whole_and_every_alteration_is_named()
    {
        await Happen();
        await StartChain();
        await Make("2019-04-01");
        var folder = Directory.CreateTempSubdirectory("nights-").FullName;
        try
        {
            await foreach (var blob in Exports.GetBlobsAsync())
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, blob.Name))!);
                await Exports.GetBlobClient(blob.Name).DownloadToAsync(Path.Combine(folder, blob.Name));
            }

            Assert.Empty(Faults(folder));
            Assert.Equal(["2019-03-30", "2019-03-31", "2019-04-01"], new ChainVerification(folder).Nights);

            await AlterAsync(folder, "2019/03/31/regions/76/requests.csv");
            Assert.Equal(["2019-03-31: regions/76/requests.csv is not what the manifest names"], Faults(folder));
            await AlterAsync(folder, "2019/03/31/manifest.json", ' ');
            File.Delete(Path.Combine(folder, "2019/04/01/totals.json"));
            await AlterAsync(folder, "2019/03/30/manifest.json");
            Assert.Equal(
                [
                    "2019-03-30: manifest.json is no manifest",
                    "2019-03-31: regions/76/requests.csv is not what the manifest names",
                    "2019-03-31: the manifest of 2019-03-30 is not the one this night follows",
                    "2019-04-01: totals.json is missing",
                    "2019-04-01: the manifest of 2019-03-31 is not the one this night follows",
                ],
                Faults(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IReadOnlyList<string> Faults(string folder)
    {
        var verification = new ChainVerification(folder);
        verification.Run();
        return verification.Faults;
    }

    private static Task AlterAsync(string folder, string file, char added = 'x') => File.AppendAllTextAsync(Path.Combine(folder, file), added.ToString());
}
