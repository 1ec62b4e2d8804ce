using System.Collections.Immutable;
using ActionSheets.Agreements;
using ActionSheets.Sheets;
using Support;
using Xunit;

namespace ActionSheets.Tests.Nights;

public sealed class AgreementNightTests(Azurite azurite) : NightWorld(azurite)
{
    [Fact]
    public async Task A_signature_counts_from_the_day_it_was_recorded_and_a_night_made_again_stays_as_it_was()
    {
        await Submit("2019-03-31T09:00:00", "TI-93-0001");
        await Record("a", "2019-03-31T23:59:59.999");
        await Record("b", "2019-04-01T00:00:00");
        await Record("c", signedAt: null);
        await Make("2019-04-01");
        var before = await Published("2019-03-31");
        Assert.Equal((1, 2), (await Signed("2019-03-31"), await Signed("2019-04-01")));

        await Record("d", "2019-04-02T00:00:00");
        await Make("2019-03-31");

        var after = await Published("2019-03-31");
        Assert.Equal(before.Sha256, after.Sha256);
        Assert.Equal(before.Files, after.Files);
        Assert.Equal(1, await Signed("2019-03-31"));
    }

    [Fact]
    public async Task A_signature_and_the_progress_after_it_are_told_as_changes()
    {
        var sheet = await Submit("2019-03-30T09:00:00", "TI-93-0001");
        await Append(sheet, "2019-03-31T10:00:00", "region/93", new SheetContracted("a", 1, Day("2019-03-31")), null);
        await Append(sheet, "2019-04-01T10:00:00", "region/93", new SheetProgressed(SheetStatus.UnderWay, "Les travaux commencent"), null);

        await Make("2019-04-01");

        Assert.Equal(["TI-93-0001", "modification", "contractualisation"], (await Csv("2019-03-31", "changes.csv"))[1]);
        Assert.Equal(["TI-93-0001", "modification", "avancement : En cours de réalisation"], (await Csv("2019-04-01", "changes.csv"))[1]);
        Assert.Equal("contracted", (await Csv("2019-03-31", "by-status.csv"))[1][0]);
    }

    private Task Record(string id, string? signedAt) => Get<AgreementStore>().Add(new Agreement(
        id, "93", "carros", AgreementKind.Contract, signedAt is null ? AgreementState.InPreparation : AgreementState.Signed,
        signedAt is null ? null : Day(signedAt[..10]), signedAt is null ? null : Paris(signedAt), ImmutableArray<Signatory>.Empty, ImmutableArray<AnnexedSheet>.Empty));

    private async Task<int> Signed(string night) => (await Json(night, "totals.json")).GetProperty("signedAgreements").GetInt32();
}
