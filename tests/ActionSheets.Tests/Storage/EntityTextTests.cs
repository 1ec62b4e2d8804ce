using System.Text;
using ActionSheets.Storage;
using Azure.Data.Tables;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xunit;

namespace ActionSheets.Tests.Storage;

/// <summary>Long text in an entity, within the limits that the service has and the emulator has not.</summary>
public sealed class EntityTextTests
{
    private const int Chunk = 64 * 1024;

    [Property]
    public Property Bytes_of_any_length_come_back_and_fit() => Prop.ForAll(
        Gen.OneOf(Gen.Choose(0, 300), Gen.Elements(Chunk - 1, Chunk, Chunk + 1, 2 * Chunk, EntityText.MaxBytes - 1, EntityText.MaxBytes), Gen.Choose(0, EntityText.MaxBytes)).ToArbitrary(),
        length =>
        {
            var bytes = new byte[length];
            Random.Shared.NextBytes(bytes);
            var entity = new TableEntity("partition", "row");
            entity.SetText("Text", bytes);
            return bytes.AsSpan().SequenceEqual(entity.GetBytes("Text"))
                && entity.Select(property => property.Value).OfType<byte[]>().All(part => part.Length <= Chunk)
                && entity.Count <= 252
                && entity.Select(property => property.Value).OfType<byte[]>().Sum(part => part.Length) < 1024 * 1024;
        });

    [Property]
    public bool Any_text_comes_back(NonNull<string> text)
    {
        // What UTF-16 cannot say does not pass the door; here it would become a replacement character.
        var sound = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Get));
        var entity = new TableEntity("partition", "row");
        entity.SetText("Text", sound);
        return entity.GetText("Text") == sound;
    }

    [Fact]
    public void A_character_across_two_properties_is_whole_again()
    {
        var text = new string('a', Chunk - 1) + "é😀" + new string('é', Chunk);
        var entity = new TableEntity("partition", "row");
        entity.SetText("Text", text);
        Assert.Equal(text, entity.GetText("Text"));
    }

    [Fact]
    public void Two_texts_of_one_entity_do_not_mix()
    {
        var entity = new TableEntity("partition", "row");
        entity.SetText("One", new byte[Chunk + 1]);
        entity.SetText("Other", "autre");
        Assert.Equal("autre", entity.GetText("Other"));
        Assert.Equal(Chunk + 1, entity.GetBytes("One")!.Length);
        Assert.Null(entity.GetText("None"));
    }

    [Fact]
    public void More_than_an_entity_holds_is_refused_here_because_the_emulator_would_take_it() =>
        Assert.Throws<ArgumentException>(() => new TableEntity("partition", "row").SetText("Text", new byte[EntityText.MaxBytes + 1]));
}
