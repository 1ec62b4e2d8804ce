using ActionSheets.Reference;
using Xunit;

namespace ActionSheets.Tests.Reference;

public sealed class ReferenceDataTests
{
    private static readonly ReferenceData Reference = ReferenceData.Load();

    [Fact]
    public void Every_row_of_the_files_is_there()
    {
        Assert.Equal(18, Reference.Regions.Count);
        Assert.Equal(149, Reference.Territories.Count(territory => territory.Phase is 1));
        Assert.Equal(183, Reference.Territories.Count(territory => territory.Phase is 2));
        Assert.Equal(1_229, Reference.Territories.Sum(territory => territory.Members.Count));
        Assert.Equal(1_284, Reference.Epci.Count);
        Assert.Equal(7, Reference.Operators.Count);
    }

    [Theory]
    [InlineData("01", "Guadeloupe")]
    [InlineData("75", "Nouvelle-Aquitaine")]
    [InlineData("94", "Corse")]
    public void Codes_of_Regions_are_text(string code, string name) => Assert.Equal(name, Reference.RegionByCode(code)!.Name);

    [Fact]
    public void Other_names_of_a_Region_are_known() => Assert.Contains("Sud", Reference.RegionByCode("93")!.Aliases);

    [Theory]
    [InlineData("1")]
    [InlineData("05")]
    [InlineData("")]
    public void An_unknown_Region_is_null(string code) => Assert.Null(Reference.RegionByCode(code));

    [Fact]
    public void A_territory_of_one_commune_has_no_EPCI()
    {
        var carros = Reference.TerritoryById("carros")!;
        Assert.Equal("93", carros.LeadRegion);
        Assert.Equal(["06033"], carros.CommuneCodes);
        Assert.Empty(carros.EpciSirens);
        Assert.Equal("Carros", carros.PressReleaseName);
        Assert.Equal(("protocol", "2019-03-18"), (carros.Agreement!.Kind, carros.Agreement.Date));
    }

    [Fact]
    public void An_interregional_territory_names_its_lead_Region_first()
    {
        var lacq = Reference.TerritoryById("lacq-pau-tarbes")!;
        Assert.True(lacq.Interregional);
        Assert.Equal("75", lacq.LeadRegion);
        Assert.Equal(["75", "76"], lacq.Regions);
    }

    [Fact]
    public void A_territory_without_known_agreement_says_so() => Assert.Null(Reference.TerritoryById("kourou")!.Agreement);

    [Fact]
    public void An_unknown_territory_is_null() => Assert.Null(Reference.TerritoryById("Carros"));

    [Fact]
    public void Each_territory_is_led_by_a_known_Region_and_made_of_known_members()
    {
        var sirens = Reference.Epci.Select(epci => epci.Siren).ToHashSet();
        Assert.All(Reference.Territories, territory =>
        {
            Assert.Equal(territory.LeadRegion, territory.Regions[0]);
            Assert.All(territory.Regions, code => Assert.NotNull(Reference.RegionByCode(code)));
            Assert.Equal(territory.Interregional, territory.Regions.Count > 1);
            Assert.NotEmpty(territory.Members);
            Assert.All(territory.EpciSirens, siren => Assert.Contains(siren, sirens));
        });
    }

    [Fact]
    public void Members_agree_with_the_lists_of_the_territories()
    {
        var lists = ReferenceFiles.Rows(
            "territories.csv", row => (Id: row.Text("id"), Epci: row.List("epci_sirens"), Communes: row.List("commune_insee_codes")));
        Assert.All(lists, list =>
        {
            var territory = Reference.TerritoryById(list.Id)!;
            Assert.Equal(list.Epci.Order(), territory.EpciSirens.Order());
            Assert.Equal(list.Communes.Order(), territory.CommuneCodes.Order());
        });
    }

    [Fact]
    public void All_SIREN_of_the_files_pass_their_check() => Assert.All(Reference.Epci, epci => Assert.True(Siren.IsValid(epci.Siren)));

    [Theory]
    [InlineData(2019, 3, 22, "Pôle emploi")]
    [InlineData(2023, 12, 31, "Pôle emploi")]
    [InlineData(2024, 1, 1, "France Travail")]
    public void An_operator_bears_the_name_of_the_day(int year, int month, int day, string name) =>
        Assert.Equal(name, Reference.OperatorByCode("pole-emploi")!.NameOn(new DateOnly(year, month, day)));

    [Fact]
    public void An_operator_has_a_name_on_every_day() => Assert.All(Reference.Operators, body =>
        Assert.All([DateOnly.MinValue, new DateOnly(2019, 3, 22), DateOnly.MaxValue], day => Assert.NotEmpty(body.NameOn(day))));

    [Theory]
    [InlineData("bpifrance", 2019, 3, 4, false)]
    [InlineData("bpifrance", 2019, 3, 5, true)]
    [InlineData("pole-emploi", 2030, 1, 1, true)]
    [InlineData("ademe", 2019, 3, 22, false)]
    [InlineData("apec", 2026, 1, 1, false)]
    public void An_operator_is_in_the_programme_once_its_convention_is_signed(string code, int year, int month, int day, bool expected) =>
        Assert.Equal(expected, Reference.OperatorByCode(code)!.IsInProgrammeOn(new DateOnly(year, month, day)));

    [Fact]
    public void The_State_has_a_desk_but_is_no_operator()
    {
        Assert.Equal("État", Reference.OperatorByCode("etat")!.NameOn(new DateOnly(2019, 3, 22)));
        Assert.DoesNotContain(Reference.Operators, body => body.Code == "etat");
        Assert.False(ReferenceData.State.IsInProgrammeOn(new DateOnly(2019, 3, 22)));
    }
}
