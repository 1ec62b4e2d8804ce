using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using ActionSheets.Sheets;
using Xunit;

namespace ActionSheets.Tests.Sheets;

public sealed partial class ForbiddenCharactersTests
{
    private const string Control = "Seuls la tabulation et le retour à la ligne sont admis parmi les caractères de contrôle.";
    private const string Incomplete = "Le texte contient un caractère Unicode incomplet.";

    [Theory]
    [InlineData(@"\u0000", Control)]
    [InlineData(@"\u0008", Control)]
    [InlineData(@"\b", Control)]
    [InlineData(@"\f", Control)]
    [InlineData(@"\u001B", Control)]
    [InlineData(@"\u007f", Control)]
    [InlineData("\u007f", Control)]
    [InlineData(@"\u0085", Control)]
    [InlineData("\u0085", Control)]
    [InlineData(@"\ud800", Incomplete)]
    [InlineData(@"\uD83D\u0041", Incomplete)]
    [InlineData(@"\ude00", Incomplete)]
    [InlineData(@"\ude00\ud83d", Incomplete)]
    public void They_are_told_where_they_stand(string written, string sentence)
    {
        Assert.Equal($"title: {sentence}", Told(sheet => sheet.Replace("Requalifier", $"Requalifier {written}")));
        Assert.Equal($"stateRequests[0]: {sentence}", Told(sheet => sheet.Replace("référent", $"{written}référent")));
    }

    [Theory]
    [InlineData(@"\t\n\r")]
    [InlineData(@"\\u0000 \\b \\\\")]
    [InlineData("\u00A0« » \u0404 ’")]
    [InlineData(@"\ud83d\ude00 😀 \u00a0 \uFFFD \u2028")]
    [InlineData(@"\/ \"" ")]
    public void Others_are_welcome(string written) =>
        Assert.IsType<SheetReading.Valid>(SheetExamples.Read(Smallest().Replace("Requalifier", $"Requalifier {written}")));

    [Theory]
    [InlineData(@"\u200b")]
    [InlineData(@" \u200b\u2060\ufeff\u00ad ")]
    [InlineData(@"\u3164\u2800\u115f\ufe0f")]
    [InlineData(@"\udb40\udc41")]
    public void A_text_that_shows_nothing_is_none(string written)
    {
        const string Missing = "Ce champ est obligatoire.";
        Assert.Equal($"title: {Missing}", Told(sheet => Title().Replace(sheet, $"\"title\":\"{written}\"")));
        Assert.Equal("stateRequests[0]: Ce texte est vide.", Told(sheet => StateRequest().Replace(sheet, $"\"stateRequests\":[\"{written}\"")));
    }

    [Fact]
    public void They_are_found_in_names_of_members_too() => Assert.Equal(
        $": Un nom de champ est illisible. {Control}\n\\u0000x: Ce champ n'est pas prévu.",
        Told(sheet => sheet.Replace("{\"territoryId\"", @"{""\u0000x"":1,""territoryId""")));

    [Fact]
    public void They_are_found_in_what_should_not_be_there_at_all() => Assert.Equal(
        $"extra: Ce champ n'est pas prévu.\nextra[1].deep[0]: {Incomplete}",
        Told(sheet => sheet.Replace("{\"territoryId\"", @"{""extra"":[1,{""deep"":[""\ud800"",""sain""]}],""territoryId""")));

    [Fact]
    public void A_member_that_stands_twice_is_told() => Assert.Equal(
        "title: Ce champ figure plusieurs fois.",
        Told(sheet => sheet.Replace("{\"territoryId\"", @"{""\u0074itle"":""Un autre"",""territoryId""")));

    private static string Told(Func<string, string> change) => SheetExamples.Told(SheetExamples.Errors(change(Smallest())));

    private static string Smallest() =>
        SheetExamples.Smallest().ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    [GeneratedRegex("\"title\":\"[^\"]*\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Title();

    [GeneratedRegex("\"stateRequests\":\\[\"[^\"]*\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StateRequest();
}
