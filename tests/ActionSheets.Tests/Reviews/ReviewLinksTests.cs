using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActionSheets.Reviews;
using ActionSheets.Sheets;
using ActionSheets.Web;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActionSheets.Tests.Reviews;

public sealed class ReviewLinksTests
{
    private static readonly DateTimeOffset Begun = DateTimeOffset.Parse("2019-03-22T18:00:00+01:00", CultureInfo.InvariantCulture);
    private static readonly LetterId Letter = new SheetLetterId(SheetId.For("93", Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e")), 1, "bpifrance", 0);

    private readonly FakeTimeProvider _clock = new(Begun);

    [Property]
    public bool Any_letter_comes_back_from_its_link(Guid key, PositiveInt version, bool toState)
    {
        var letter = new SheetLetterId(SheetId.For("76", key), version.Get, toState ? "etat" : "banque-des-territoires", 0);
        var links = Links(One);
        return links.Read(links.TokenOf(letter, Begun)) == new LinkReading.Genuine(letter);
    }

    [Property(MaxTest = 1000)]
    public Property Any_changed_character_is_refused()
    {
        var token = Links(One).TokenOf(Letter, Begun);
        var changes = from at in Gen.Choose(0, token.Length - 1)
                      from other in Gen.Elements("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ é".ToCharArray())
                      where token[at] != other
                      select string.Concat(token.AsSpan(0, at), other.ToString(), token.AsSpan(at + 1));
        return Prop.ForAll(changes.ToArbitrary(), changed => Links(One).Read(changed) is LinkReading.Forged);
    }

    [Property]
    public bool Any_text_is_read_without_an_exception(string? text) => Links(One).Read(text ?? "") is LinkReading.Forged;

    [Fact]
    public void Any_shorter_or_longer_link_is_refused()
    {
        var token = Links(One).TokenOf(Letter, Begun);
        Assert.All(Enumerable.Range(0, token.Length), length => Assert.IsType<LinkReading.Forged>(Links(One).Read(token[..length])));
        Assert.All(["A", "=", ".", " ", "\n"], more => Assert.IsType<LinkReading.Forged>(Links(One).Read(token + more)));
    }

    [Fact]
    public void The_same_letter_begun_at_the_same_time_has_the_same_link_alone_on_its_line()
    {
        var link = Links(One).LinkTo(Letter, Begun);
        Assert.Equal(link, Links(One).LinkTo(Letter, Begun));
        Assert.StartsWith("https://fiches.example/avis/", link, StringComparison.Ordinal);
        Assert.Matches("^[A-Za-z0-9:/._-]+$", link);
    }

    [Fact]
    public void It_works_until_it_expires_and_is_then_known_as_ours()
    {
        var token = Links(One).TokenOf(Letter, Begun);
        _clock.Advance(TimeSpan.FromDays(60) - TimeSpan.FromSeconds(1));
        Assert.Equal(new LinkReading.Genuine(Letter), Links(One).Read(token));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new LinkReading.Expired(Letter), Links(One).Read(token));
    }

    [Fact]
    public void A_key_is_retired_slowly()
    {
        var old = Links(One).TokenOf(Letter, Begun);
        Assert.IsType<LinkReading.Genuine>(Links(Other, One).Read(old));
        Assert.IsType<LinkReading.Genuine>(Links(Other).Read(Links(Other, One).TokenOf(Letter, Begun)));
        Assert.IsType<LinkReading.Forged>(Links(Other).Read(old));
    }

    [Theory]
    [InlineData("2.review")]
    [InlineData("1.form")]
    [InlineData("1.code")]
    public void A_signature_for_another_purpose_does_not_open_a_letter(string prefix)
    {
        var key = One();
        var payload = Encoding.UTF8.GetBytes($"{prefix}.{key.Id}.{Begun.AddDays(1).ToUnixTimeSeconds()}.{Letter}");
        var token = $"{Base64Url.EncodeToString(payload)}.{Base64Url.EncodeToString(HMACSHA256.HashData(Convert.FromBase64String(key.Secret), payload))}";
        Assert.IsType<LinkReading.Forged>(Links(One).Read(token));
    }

    private static LinkKey One() => new() { Id = "k1", Secret = Convert.ToBase64String(new byte[32]) };

    private static LinkKey Other() => new() { Id = "k2", Secret = Convert.ToBase64String(Enumerable.Repeat((byte)1, 32).ToArray()) };

    private ReviewLinks Links(params Func<LinkKey>[] keys)
    {
        var options = new LinkOptions();
        Array.ForEach(keys, key => options.Keys.Add(key()));
        return new ReviewLinks(new SignedLinks(Options.Create(options), _clock), Options.Create(new PublicOptions { PublicAddress = new Uri("https://fiches.example") }));
    }
}
