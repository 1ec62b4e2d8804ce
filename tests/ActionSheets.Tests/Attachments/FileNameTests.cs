using ActionSheets.Attachments;
using FsCheck.Xunit;
using Xunit;

namespace ActionSheets.Tests.Attachments;

/// <summary>Names are what the sender typed, as far as it can do no harm.</summary>
public sealed class FileNameTests
{
    [Theory]
    [InlineData("plan.pdf", "plan.pdf")]
    [InlineData("Étude d'impact (v2).PDF", "Étude d'impact (v2).PDF")]
    [InlineData("../../etc/passwd", "passwd.pdf")]
    [InlineData(@"C:\Users\camille\plan.pdf", "plan.pdf")]
    [InlineData("plan.exe", "plan.pdf")]
    [InlineData("plan.pdf.exe", "plan.pdf.pdf")]
    [InlineData("Budget 3.2019", "Budget 3.2019.pdf")]
    [InlineData("1. Présentation du site", "1. Présentation du site.pdf")]
    [InlineData("facture\u202Efdp.exe", "facturefdp.pdf")]
    [InlineData("pl\0an\r\n.pdf", "plan.pdf")]
    [InlineData("a:b*c?.pdf", "a_b_c_.pdf")]
    [InlineData("", "document.pdf")]
    [InlineData("..", "document.pdf")]
    [InlineData(".pdf", "document.pdf")]
    [InlineData("dossier/", "document.pdf")]
    [InlineData("e\u0301tude.pdf", "étude.pdf")]
    public void A_name_is_made_harmless(string sent, string name) => Assert.Equal(name, FileName.Of(sent, FileType.Pdf));

    [Fact]
    public void A_photograph_keeps_either_of_its_extensions()
    {
        Assert.Equal("site.jpeg", FileName.Of("site.jpeg", FileType.Jpeg));
        Assert.Equal("site.jpg", FileName.Of("site.png", FileType.Jpeg));
    }

    [Fact]
    public void A_name_that_is_taken_is_counted_on_and_stays_short_enough()
    {
        Assert.Equal("plan (2).pdf", FileName.MakeUnique("plan.pdf", ["Plan.PDF"]));
        Assert.Equal("plan (3).pdf", FileName.MakeUnique("plan.pdf", ["plan.pdf", "plan (2).pdf"]));
        var longest = FileName.Of(new string('é', 500), FileType.Pdf);
        Assert.Equal(FileName.Longest, longest.Length);
        Assert.Equal(FileName.Longest, FileName.MakeUnique(longest, [longest]).Length);
    }

    [Property]
    public bool Whatever_is_sent_gives_a_name_that_is_one_segment_and_can_be_shown(string? sent)
    {
        var name = FileName.Of(sent ?? "", FileType.OoxmlText);
        return name.EndsWith(".docx", StringComparison.OrdinalIgnoreCase) && name.Length is > 5 and <= FileName.Longest
            && name.IndexOfAny(['/', '\\']) < 0 && !name.Any(char.IsControl) && name == FileName.Of(name, FileType.OoxmlText);
    }
}
