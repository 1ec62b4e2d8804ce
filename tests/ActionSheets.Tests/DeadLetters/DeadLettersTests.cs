using ActionSheets.DeadLetters;
using ActionSheets.Mail;
using ActionSheets.Storage;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using LocalHost.SignIn;
using Support;
using Xunit;

namespace ActionSheets.Tests.DeadLetters;

/// <summary>What failed for good is listed, and can be tried again.</summary>
[Collection(FunctionsCollection.Name)]
public sealed class DeadLettersTests(Azurite azurite) : IAsyncLifetime
{
    private static readonly Person Administrator = new("administrator", null, null, "Alix", "alix@ministere.example");

    private FunctionRun? _run;

    private FunctionRun Run => _run!;

    public async Task InitializeAsync() => _run = await FunctionRun.StartAsync(azurite.ConnectionString);

    public async Task DisposeAsync() => await Run.DisposeAsync();

    [Fact]
    public async Task A_mail_that_was_refused_is_listed_and_sent_again()
    {
        var sheet = (await Run.SubmitAsync(SheetExamples.Smallest())).Is(201).Json.GetProperty("id").GetString()!;
        Run.Mail.Answer(400);
        var batch = new MailBatch(MailKind.Letters, sheet, "v1");
        await Run.RingAsync(batch);
        var key = $"{sheet}.v1.etat";
        Assert.Contains(key, await IdsAsync());
        Assert.Single(Run.Mail.CopiesOf(key));

        Assert.Equal(202, await RetryAsync(key));
        Assert.Contains(batch.ToMessage(), await Run.TakeRingsAsync());
        await Run.RingAsync(batch);
        Assert.Equal(2, Run.Mail.CopiesOf(key).Count);
        Assert.DoesNotContain(key, await IdsAsync());
        Assert.Equal(404, await RetryAsync(key));
        await Run.RingAsync(batch);
        Assert.Equal(2, Run.Mail.CopiesOf(key).Count);
        Assert.Contains(Run.Log.Complaints, entry => entry.Contains("was refused for good", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_in_a_poison_queue_is_listed_and_goes_back_to_its_queue()
    {
        var poison = Run.Get<StorageClients>().Queue(StorageNames.NightsQueue + StorageNames.PoisonSuffix);
        var message = (await poison.SendMessageAsync("""{"night":"2019-03-21"}""")).Value.MessageId;
        var id = $"queue.{StorageNames.NightsQueue}.{message}";
        Assert.Contains(id, await IdsAsync());

        Assert.Equal(202, await RetryAsync(id));
        Assert.DoesNotContain(id, await IdsAsync());
        var nights = Run.Get<StorageClients>().Queue(StorageNames.NightsQueue);
        var back = Assert.Single((await nights.ReceiveMessagesAsync(32)).Value, found => found.Body.ToString().Contains("2019-03-21", StringComparison.Ordinal));
        await nights.DeleteMessageAsync(back.MessageId, back.PopReceipt);
    }

    [Theory]
    [InlineData("""{"key": "0f8fad5b-d9cb-469f-a165-70867728950e", "region": "93", "submittedBy": "a@b.fr"}""", "0f8fad5b-d9cb-469f-a165-70867728950e")]
    [InlineData("""{"key": 1}""", null)]
    [InlineData("""{"region": "93"}""", null)]
    [InlineData("[]", null)]
    [InlineData("not JSON", null)]
    public async Task A_submission_in_poison_is_listed_with_its_key_when_it_can_be_read(string text, string? key)
    {
        var poison = Run.Get<StorageClients>().Queue(StorageNames.SubmissionsQueue + StorageNames.PoisonSuffix);
        var message = (await poison.SendMessageAsync(text)).Value;
        var list = await Run.CallAsync<ListDeadLetters>((function, request) => function.Run(request, CancellationToken.None), Administrator, path: "/api/dead-letters");
        var listed = list.Is(200).Json.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("id").GetString() == $"queue.{StorageNames.SubmissionsQueue}.{message.MessageId}");
        Assert.Equal(key, listed.GetProperty("key").GetString());
        await poison.DeleteMessageAsync(message.MessageId, message.PopReceipt);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("queue.nights.nothing")]
    [InlineData("queue.nothing.nothing")]
    [InlineData("night.2019-03-20")]
    [InlineData("../../x")]
    public async Task What_is_no_dead_letter_is_404(string id) => Assert.Equal(404, await RetryAsync(id));

    private async Task<IReadOnlyList<string>> IdsAsync()
    {
        var list = await Run.CallAsync<ListDeadLetters>((function, request) => function.Run(request, CancellationToken.None), Administrator, path: "/api/dead-letters");
        return [.. list.Is(200).Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];
    }

    private async Task<int> RetryAsync(string id) =>
        (await Run.CallAsync<RetryDeadLetter>((function, request) => function.Run(request, id, CancellationToken.None), Administrator, "POST", "/api/dead-letters")).Status;
}
