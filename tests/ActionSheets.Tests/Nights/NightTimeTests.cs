using ActionSheets.Nights;
using ActionSheets.Sheets;
using Support;
using Xunit;

namespace ActionSheets.Tests.Nights;

public sealed class NightTimeTests(Azurite azurite) : SmallScenario(azurite)
{
    [Fact]
    public async Task A_night_made_later_has_the_same_bytes()
    {
        await Happen();
        await StartChain();
        await Make(Night);
        var (made, sha256) = (await Bytes(Night, "manifest.json"), (await Published(Night)).Sha256);

        Clock.Advance(TimeSpan.FromDays(400));
        await Answer(LateAnswerTo, "2019-06-01T10:00:00", "r2", AnswerKinds.Refused, reason: "Bien plus tard");
        await Make(Night);

        Assert.Equal(made, await Bytes(Night, "manifest.json"));
        Assert.Equal(sha256, (await Published(Night)).Sha256);
    }

    [Fact]
    public async Task A_night_made_only_later_has_the_bytes_it_would_have_had()
    {
        await Happen();
        Clock.Advance(TimeSpan.FromDays(400));
        await Answer(LateAnswerTo, "2019-06-01T10:00:00", "r2", AnswerKinds.Refused, reason: "Bien plus tard");
        await MakeFirst();

        Snapshot.Check("action-sheets.csv", await Bytes(Night, "action-sheets.csv"));
        Snapshot.Check("requests.csv", await Bytes(Night, "requests.csv"));
        Snapshot.Check("answers.csv", await Bytes(Night, "answers.csv"));
    }

    [Theory]
    [InlineData("2019-03-31", "2019-03-31T00:00:00", "2019-04-01T00:00:00", "2019-04-01T00:00:00+02:00")]
    [InlineData("2018-10-28", "2018-10-28T00:00:00", "2018-10-29T00:00:00", "2018-10-29T00:00:00+01:00")]
    [InlineData("2019-01-15", "2019-01-15T00:00:00", "2019-01-16T00:00:00", "2019-01-16T00:00:00+01:00")]
    public async Task A_day_runs_from_midnight_to_midnight_in_Paris_whatever_its_hours(string night, string first, string after, string asOf)
    {
        await Submit(first, "TI-93-0001");
        await Submit(after, "TI-93-0002");

        await Make(night);

        Assert.Equal(["TI-93-0001"], (await Csv(night, "action-sheets.csv")).Skip(1).Select(line => line[0]));
        Assert.Equal(asOf, (await Json(night, "manifest.json")).GetProperty("asOf").GetString());
    }

    [Fact]
    public async Task A_year_before_a_29_February_is_the_28th()
    {
        await Submit("2019-02-28T23:59:59.999", "TI-93-0001");
        await Submit("2019-03-01T00:00:00", "TI-93-0002");
        Clock.SetUtcNow(Paris("2020-03-02T06:15:00"));

        await Get<NightMaker>().Make(Day("2020-02-29"), previous: null, isAside: true, CancellationToken.None);

        Assert.Equal(["2", "2", "1"], (await Csv("2020-02-29", "by-region.csv"))[1].Skip(2).Take(3));
        Assert.Equal("2020-03-01T00:00:00+01:00", (await Json("2020-02-29", "manifest.json")).GetProperty("asOf").GetString());
    }

    [Theory]
    [InlineData("2023-12-31", "Pôle emploi")]
    [InlineData("2024-01-01", "France Travail")]
    public async Task An_operator_bears_the_name_of_the_night_whenever_it_is_made(string night, string name)
    {
        await Submit("2019-03-31T09:00:00", "TI-93-0001", requests: new RequestMade("r1", "pole-emploi", "accompagnement", null));
        Clock.SetUtcNow(Paris("2026-01-01T06:15:00"));

        await Get<NightMaker>().Make(Day(night), previous: null, isAside: true, CancellationToken.None);

        Assert.Equal(["pole-emploi", name], (await Csv(night, "by-operator.csv"))[1].Take(2));
    }

    [Fact]
    public async Task A_late_commit_of_an_earlier_time_enters_when_the_night_is_made_again_and_the_chain_is_mended()
    {
        await Submit("2019-03-29T09:00:00", "TI-93-0001");
        await Make("2019-03-31");
        var (first, last) = ((await Published("2019-03-29")).Sha256, (await Published("2019-03-31")).Sha256);

        await Submit("2019-03-29T23:59:59", "TI-93-0002");
        await Make("2019-03-29");

        Assert.NotEqual(first, (await Published("2019-03-29")).Sha256);
        Assert.NotEqual(last, (await Published("2019-03-31")).Sha256);
        Assert.Equal((await Published("2019-03-29")).Sha256, (await Json("2019-03-30", "manifest.json")).GetProperty("previous").GetProperty("sha256").GetString());
        Assert.Equal((await Published("2019-03-30")).Sha256, (await Json("2019-03-31", "manifest.json")).GetProperty("previous").GetProperty("sha256").GetString());
        Assert.Equal(2, (await Json("2019-03-31", "totals.json")).GetProperty("sheets").GetInt32());
    }

    [Fact]
    public async Task The_day_before_and_the_year_before_come_from_the_same_journals()
    {
        await Happen();
        await StartChain();
        await Make(Night);

        var lead = (await Csv(Night, "by-region.csv")).ToDictionary(line => line[0], StringComparer.Ordinal);
        Assert.Equal(["3", "1", "0"], lead["75"].Skip(2).Take(3));
        Assert.Equal(["1", "1", "1"], lead["93"].Skip(2).Take(3));

        // On 30 March the hostile sheet was not yet under review; on 31 March 2018 the old one had only just been submitted.
        var statuses = (await Csv(Night, "by-status.csv")).ToDictionary(line => line[0], StringComparer.Ordinal);
        Assert.Equal(["1", "1", "1"], statuses["submitted"].Skip(2).Take(3));
        Assert.Equal(["2", "1", "0"], statuses["under-review"].Skip(2).Take(3));
    }
}
