using ActionSheets.Persons;
using ActionSheets.Storage;
using Microsoft.Azure.Functions.Worker;
using Support;
using Xunit;

namespace ActionSheets.Tests.Persons;

/// <summary>An erasure is done whatever happens to its message, also twice at once.</summary>
public sealed class ErasureRunsTests(Azurite azurite) : ErasureWorld(azurite)
{
    [Fact]
    public async Task An_erasure_run_twice_finds_nothing_more_and_its_record_does_not_say_whom()
    {
        await Happen();
        var id = NewId();
        var erasure = new Erasure(id, Clock.GetUtcNow(), Submitter, null, null);
        var done = await Erase(erasure);

        Assert.Equal((null, "person"), (done.Email, done.Kind));
        var again = await Erase(new Erasure(NewId(), Clock.GetUtcNow(), Submitter, null, null));
        Assert.Equal(0, again.Entries);
        await RunAsync(id);
        Assert.Equal(done, await Get<ErasureStore>().Find(id, CancellationToken.None));
    }

    [Fact]
    public async Task One_whose_message_was_lost_is_rung_for_until_it_is_done()
    {
        var (sheet, _) = await Happen();
        var erasure = new Erasure(NewId(), Clock.GetUtcNow(), null, null, sheet.Value);
        await Get<ErasureStore>().Put(erasure);

        await Get<WakeErasures>().Run(new TimerInfo(), CancellationToken.None);

        var queue = Get<StorageClients>().Queue(StorageNames.ErasuresQueue);
        Assert.Equal($$"""{"erasure":"{{erasure.Id}}"}""", Assert.Single((await queue.ReceiveMessagesAsync(32)).Value).Body.ToString());
        await RunAsync(erasure.Id);
        await Get<WakeErasures>().Run(new TimerInfo(), CancellationToken.None);
        Assert.Empty((await queue.ReceiveMessagesAsync(32)).Value);
    }

    [Fact]
    public async Task Two_runs_at_once_do_together_what_one_does()
    {
        var (sheet, other) = await Happen();
        var before = await Nights();
        await Drafted($$"""{"description":"Voir {{Submitter}}."}""", Submitter, null);
        var erasure = new Erasure(NewId(), Clock.GetUtcNow(), Submitter, null, null);
        await Get<ErasureStore>().Put(erasure);

        await Task.WhenAll(RunAsync(erasure.Id), RunAsync(erasure.Id), RunAsync(erasure.Id));

        Assert.Empty(await CellsWith(Submitter));
        var done = (await Get<ErasureStore>().Find(erasure.Id, CancellationToken.None))!;
        Assert.Equal((null, Clock.GetUtcNow()), (done.Email, done.DoneAt));
        Assert.True(done.Entries >= 2, $"{done.Entries} entries");
        await IsSound(sheet);
        await IsSound(other);
        await MadeAgainTheSame(before);
    }

    [Fact]
    public async Task What_several_runs_found_is_added_up_and_the_first_says_when_it_was_done()
    {
        var (at, erasure) = (Clock.GetUtcNow(), new Erasure(NewId(), Clock.GetUtcNow(), Submitter, Name, null));
        await Get<ErasureStore>().Put(erasure);

        await Get<ErasureStore>().Finish(erasure.Id, at, 3);
        await Get<ErasureStore>().Finish(erasure.Id, at.AddMinutes(1), 4);

        Assert.Equal(erasure with { Email = null, Name = null, DoneAt = at, Entries = 7 }, await Get<ErasureStore>().Find(erasure.Id, CancellationToken.None));
    }

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("""{"erasure":"0123456789abcdef0123456789abcdef"}""")]
    public void A_message_is_the_id_in_an_object_or_as_it_once_was_alone(string message) =>
        Assert.Equal("0123456789abcdef0123456789abcdef", ErasureStore.Read(message));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"erasure":"../../x"}""")]
    [InlineData("""{"erasure":3}""")]
    [InlineData("""{"erasure":"\ud800"}""")]
    public void What_names_no_erasure_is_not_ours(string message) => Assert.Null(ErasureStore.Read(message));
}
