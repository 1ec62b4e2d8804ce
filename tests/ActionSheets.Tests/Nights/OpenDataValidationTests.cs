using ActionSheets.Nights;
using ActionSheets.Sheets;
using Support;
using Xunit;

namespace ActionSheets.Tests.Nights;

/// <summary>The public files against their own Table Schema, by an implementation that is not ours.</summary>
public sealed class OpenDataValidationTests(Azurite azurite) : NightWorld(azurite)
{
    [Fact]
    public async Task Every_row_of_the_open_data_is_valid_against_the_schema_published_beside_it()
    {
        using var folder = await PublishedAsync();

        var (isValid, said) = await DataPackageValidator.ValidateAsync(folder.Path);

        Assert.True(isValid, said);
        Assert.Matches("^5 resources, [1-9][0-9]* rows$", said);
    }

    [Theory]
    [InlineData("by-region.csv", "93;Provence-Alpes-Côte d'Azur;6", "93;Provence-Alpes-Côte d'Azur;six")]
    [InlineData("by-region.csv", "93;Provence", ";Provence")]
    [InlineData("by-axis.csv", "cle;libelle;fiches", "cle;libelle;nombre")]
    [InlineData("schema.json", "\"type\": \"integer\"", "\"type\": \"nombre\"")]
    public async Task What_is_wrong_is_found(string file, string right, string wrong)
    {
        using var folder = await PublishedAsync();
        var text = await File.ReadAllTextAsync(folder.File(file));
        Assert.Contains(right, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(folder.File(file), text.Replace(right, wrong, StringComparison.Ordinal));

        var (isValid, said) = await DataPackageValidator.ValidateAsync(folder.Path);

        Assert.False(isValid, said);
    }

    /// <summary>Two Regions with enough sheets to be shown, amounts with cents, answers, and two that stay hidden.</summary>
    private async Task<TemporaryFolder> PublishedAsync()
    {
        var number = 0;
        foreach (var (territory, region, count) in ((string, string, int)[])[("carros", "93", 6), ("sud-alsace", "44", 7), ("dunkerque", "32", 4), ("auxois-morvan", "27", 3)])
        {
            for (var i = 0; i < count; i++)
            {
                var sheet = await Submit("2019-03-31T09:00:00", $"TI-{region}-{++number:D4}", territory, budget: 1000.75m, requests: new RequestMade("r1", "bpifrance", "pret", 100.25m));
                await Answer(sheet, "2019-03-31T12:00:00", "r1", AnswerKinds.AgreementInPrinciple, 50.25m, "pret");
            }
        }

        await Make("2019-03-31");
        var folder = new TemporaryFolder();
        foreach (var file in (await Published("2019-03-31")).Files.Where(file => file.Name.StartsWith(OpenData.Folder, StringComparison.Ordinal)))
        {
            await File.WriteAllBytesAsync(folder.File(file.Name[OpenData.Folder.Length..]), await Bytes("2019-03-31", file.Name));
        }

        return folder;
    }
}
