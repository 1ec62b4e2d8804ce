using System.Globalization;
using ActionSheets.Registers;
using ActionSheets.Tests.Asking;
using Support;
using Xunit;

namespace ActionSheets.Tests.Registers;

/// <summary>Entries that begin on a day to come, on a clock that a test moves.</summary>
public sealed class DatedDesksTests(Azurite azurite) : IClassFixture<Azurite>
{
    private static readonly Desk Own = new("bpifrance", "84", "Guichet de Lyon", "lyon@bpifrance.example", null, null, null, null, null);

    [Fact]
    public async Task An_entry_to_come_takes_effect_at_the_beginning_of_its_Paris_day_and_the_present_one_serves_until_then()
    {
        await using var run = await StartAsync();
        var desks = run.Get<DeskRegister>();
        await desks.Write(Own, CancellationToken.None);
        await desks.Write(Own with { Address = "grenoble@bpifrance.example", Since = new DateOnly(2019, 4, 1) }, CancellationToken.None);
        run.Clock.SetUtcNow(At("2019-03-31T23:59:59+02:00"));
        var entry = (await desks.Read("bpifrance", "84", CancellationToken.None))!;
        Assert.Equal(("lyon@bpifrance.example", "grenoble@bpifrance.example"), (entry.Present!.Address, entry.Coming!.Address));
        Assert.Equal("lyon@bpifrance.example", (await desks.For("bpifrance", "84", CancellationToken.None))!.Address);

        run.Clock.SetUtcNow(At("2019-04-01T00:00:00+02:00"));
        Assert.Equal("grenoble@bpifrance.example", (await desks.For("bpifrance", "84", CancellationToken.None))!.Address);
        Assert.Null((await desks.Read("bpifrance", "84", CancellationToken.None))!.Coming);
    }

    [Fact]
    public async Task Until_a_Region_s_first_entry_begins_the_desk_for_all_Regions_serves()
    {
        await using var run = await StartAsync();
        var desks = run.Get<DeskRegister>();
        await desks.Write(Own with { Scope = "27", Since = new DateOnly(2019, 3, 23) }, CancellationToken.None);
        Assert.Equal("guichet@bpifrance.example", (await desks.For("bpifrance", "27", CancellationToken.None))!.Address);
        Assert.DoesNotContain(await desks.All(CancellationToken.None), desk => desk is { Body: "bpifrance", Scope: "27" });
        Assert.Equal(Own.Address, (await desks.Read("bpifrance", "27", CancellationToken.None))!.Told.Address);

        run.Clock.SetUtcNow(At("2019-03-23T00:00:00+01:00"));
        Assert.Equal(Own.Address, (await desks.For("bpifrance", "27", CancellationToken.None))!.Address);
    }

    [Fact]
    public async Task What_is_said_after_an_entry_has_begun_replaces_it_and_what_is_to_come_leaves_it()
    {
        await using var run = await StartAsync();
        var desks = run.Get<DeskRegister>();
        await desks.Write(Own with { Scope = "28" }, CancellationToken.None);
        await desks.Write(Own with { Scope = "28", Name = "Deuxième", Since = new DateOnly(2019, 3, 25) }, CancellationToken.None);
        run.Clock.SetUtcNow(At("2019-03-26T12:00:00+01:00"));
        await desks.Write(Own with { Scope = "28", Name = "Troisième", Since = new DateOnly(2019, 3, 28) }, CancellationToken.None);
        var entry = (await desks.Read("bpifrance", "28", CancellationToken.None))!;
        Assert.Equal(("Deuxième", "Troisième"), (entry.Present!.Name, entry.Coming!.Name));

        run.Clock.SetUtcNow(At("2019-03-28T12:00:00+01:00"));
        await desks.Write(Own with { Scope = "28", Name = "Quatrième" }, CancellationToken.None);
        entry = (await desks.Read("bpifrance", "28", CancellationToken.None))!;
        Assert.Equal("Quatrième", entry.Present!.Name);
        Assert.Null(entry.Coming);
    }

    private Task<FunctionRun> StartAsync() => FunctionRun.StartAsync(azurite.ConnectionString);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
