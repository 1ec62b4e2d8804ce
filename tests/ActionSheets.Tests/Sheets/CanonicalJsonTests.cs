using System.Text;
using System.Text.Json;
using ActionSheets.Sheets;
using FsCheck.Xunit;
using Xunit;

namespace ActionSheets.Tests.Sheets;

public sealed class CanonicalJsonTests
{
    // RFC 8785, appendix B.
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffff, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0xc340000000000000, "-9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555554, "333333333.33333325")]
    [InlineData(0x41b3de4355555555, "333333333.3333333")]
    [InlineData(0x41b3de4355555556, "333333333.3333334")]
    [InlineData(0x41b3de4355555557, "333333333.33333343")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    public void Numbers_are_written_as_in_the_RFC(ulong bits, string expected) =>
        Assert.Equal(expected, EcmaScriptNumber.Write(BitConverter.UInt64BitsToDouble(bits)));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Numbers_that_JSON_cannot_carry_are_refused(double value) =>
        Assert.Throws<FormatException>(() => EcmaScriptNumber.Write(value));

    [Fact]
    public void The_example_of_the_RFC_has_its_canonical_form() => Assert.Equal(
        """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""",
        Canonical("""
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """));

    [Fact]
    public void Members_are_sorted_by_their_UTF_16_names_as_in_the_RFC() => Assert.Equal(
        [
            "Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face",
            "Hebrew Letter Dalet With Dagesh",
        ],
        JsonElement.Parse(Canonical("""
            {
              "\u20ac": "Euro Sign",
              "\r": "Carriage Return",
              "\ufb33": "Hebrew Letter Dalet With Dagesh",
              "1": "One",
              "\ud83d\ude00": "Emoji: Grinning Face",
              "\u0080": "Control",
              "\u00f6": "Latin Small Letter O With Diaeresis"
            }
            """)).EnumerateObject().Select(member => member.Value.GetString()));

    [Theory]
    [InlineData(""" "\b\t\n\f\r\"\\\/\u001F\u007f\u2028é😀" """, "\"\\b\\t\\n\\f\\r\\\"\\\\/\\u001f\u007f\u2028é😀\"")]
    [InlineData(" { } ", "{}")]
    [InlineData(" [ [ ] , { } ] ", "[[],{}]")]
    [InlineData("""{"b": {"z": 1, "a": 2}, "a": 3}""", """{"a":3,"b":{"a":2,"z":1}}""")]
    [InlineData("[-0, 0.0, 1.0, 100, 1e2, 150000.50, 999999999999.99]", "[0,0,1,100,100,150000.5,999999999999.99]")]
    public void Everything_else_is_written_without_choice(string json, string expected) => Assert.Equal(expected, Canonical(json));

    [Fact]
    public void The_fingerprint_is_that_of_the_canonical_bytes() => Assert.Equal(
        "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", CanonicalJson.Sha256Hex(JsonElement.Parse(" { } ")));

    [Theory]
    [InlineData("""{"a": 1, "a": 2}""")]
    [InlineData("[1e400]")]
    public void What_is_not_I_JSON_has_no_canonical_form(string json) => Assert.Throws<FormatException>(() => Canonical(json));

    [Fact]
    public void Nesting_without_end_has_no_canonical_form()
    {
        const int Levels = 20_000;
        using var json = JsonDocument.Parse(
            new string('[', Levels) + new string(']', Levels), new JsonDocumentOptions { MaxDepth = Levels });
        Assert.Throws<FormatException>(() => CanonicalJson.Bytes(json.RootElement));
    }

    [Property(Arbitrary = [typeof(ArbitraryJson)])]
    public bool The_canonical_form_is_its_own_canonical_form(SoundJson json)
    {
        var once = Canonical(json.Text);
        return string.Equals(Canonical(once), once, StringComparison.Ordinal);
    }

    [Property(Arbitrary = [typeof(ArbitraryJson)])]
    public bool The_order_of_members_and_white_space_do_not_matter(SoundJson json) =>
        string.Equals(Canonical(json.Text), Canonical(json.Shuffled), StringComparison.Ordinal);

    [Property(Arbitrary = [typeof(ArbitraryJson)])]
    public bool The_canonical_form_says_the_same(SoundJson json) =>
        JsonElement.DeepEquals(JsonElement.Parse(json.Text), JsonElement.Parse(Canonical(json.Text)));

    [Property]
    public bool Numbers_come_back_as_they_were(double value) =>
        !double.IsFinite(value) || BitConverter.DoubleToInt64Bits(JsonElement.Parse(EcmaScriptNumber.Write(value)).GetDouble())
            == BitConverter.DoubleToInt64Bits(value is 0 ? 0 : value);

    private static string Canonical(string json) => Encoding.UTF8.GetString(CanonicalJson.Bytes(JsonElement.Parse(json)));
}
