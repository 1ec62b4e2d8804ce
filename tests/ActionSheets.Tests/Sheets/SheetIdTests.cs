using ActionSheets.Sheets;
using FsCheck.Xunit;
using Xunit;

namespace ActionSheets.Tests.Sheets;

public sealed class SheetIdTests
{
    [Property]
    public bool An_id_comes_back_from_its_text(Guid key, byte region)
    {
        var id = SheetId.For($"{region % 100:D2}", key);
        return SheetId.TryParse(id.Value, out var parsed) && parsed == id && parsed.Region == $"{region % 100:D2}" && id == SheetId.For(id.Region, key);
    }

    [Property]
    public bool Another_key_or_Region_is_another_id(Guid one, Guid other) =>
        (one == other) == (SheetId.For("93", one) == SheetId.For("93", other)) && SheetId.For("93", one).Value[3..] != SheetId.For("75", one).Value[3..];

    [Property]
    public bool Any_text_is_read_without_an_exception(string? text) => SheetId.TryParse(text, out var id) == (id.Value is not null);

    [Fact]
    public void An_id_is_what_it_was_when_the_first_sheet_was_stored() =>
        Assert.Equal("93-95bbeev18md73w75", SheetId.For("93", Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e")).Value);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("93-0123456789abcde")]
    [InlineData("93-0123456789abcdef0")]
    [InlineData("93-0123456789abcdei")]
    [InlineData("93-0123456789ABCDEF")]
    [InlineData("93|0123456789abcdef")]
    [InlineData("٩٣-0123456789abcdef")]
    [InlineData("93-0123456789abcde/")]
    public void What_was_not_made_here_is_no_id(string? text)
    {
        Assert.False(SheetId.TryParse(text, out _));
        Assert.Throws<FormatException>(() => SheetId.Parse(text ?? ""));
    }
}
