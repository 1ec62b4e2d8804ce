using System.Text.Json.Nodes;
using ActionSheets.Storage;
using ActionSheets.Subscriptions;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using LocalHost.SignIn;
using Microsoft.Azure.Functions.Worker;
using Support;
using Xunit;

namespace ActionSheets.Tests.Subscriptions;

/// <summary>Subscribers are told by functions that the test calls; the receiver is a server of its own on this machine.</summary>
[Collection(FunctionsCollection.Name)]
public sealed class SubscriptionsTests(Azurite azurite)
{
    private static readonly Person Administrator = new("administrator", null, null, "Alix Administration", "alix@ministere.example");

    [Fact]
    public async Task A_subscriber_is_told_in_order_what_happens_after_it_subscribed_and_every_word_is_signed()
    {
        await using var world = await World.StartAsync(azurite);
        await world.Run.SubmitAsync(SheetExamples.Smallest());
        var id = await world.SubscribeAsync();
        await world.TellAsync(id);
        Assert.Empty(world.Receiver.Taken);

        var first = await world.SubmittedAsync();
        await world.TellAsync(id);
        var second = await world.SubmittedAsync();
        await world.TellAsync(id);
        await world.TellAsync(id);

        Assert.Equal([first, second], world.Receiver.Taken.SelectMany(taken => taken.Items).Select(item => item.GetProperty("id").GetString()));
        Assert.All(world.Receiver.Taken, taken => Assert.True(taken.IsSigned));
        Assert.All(world.Receiver.Taken, taken => Assert.Equal(id, taken.Subscription));
        Assert.All(world.Receiver.Taken.SelectMany(taken => taken.Items), item => Assert.Equal("created", item.GetProperty("change").GetString()));
        Assert.Equal(world.Receiver.Taken[^1].Next, (await world.ReadAsync(id))["since"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_timer_rings_for_those_that_are_on_and_whose_time_has_come()
    {
        await using var world = await World.StartAsync(azurite);
        var (on, off) = (await world.SubscribeAsync(), await world.SubscribeAsync());
        await world.ChangeAsync(off, new JsonObject { ["state"] = "off" });
        await world.RingsAsync();

        await world.Run.Get<WakeSubscriptions>().Run(new TimerInfo(), CancellationToken.None);

        var rings = await world.RingsAsync();
        Assert.Contains($$"""{"subscription":"{{on}}"}""", rings);
        Assert.DoesNotContain(rings, ring => ring.Contains(off, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Thirteen_tries_with_growing_delays_then_it_is_off_and_the_ministry_gets_one_mail()
    {
        await using var world = await World.StartAsync(azurite);
        var id = await world.SubscribeAsync();
        world.Receiver.Status = 503;
        await world.SubmittedAsync();

        var waits = new List<TimeSpan>();
        for (var i = 1; i < Subscription.MostTries; i++)
        {
            await world.TellAsync(id);
            var subscription = (await world.Run.Get<SubscriptionStore>().Find(id, CancellationToken.None))!;
            Assert.Equal((i, SubscriptionState.Active, 503), (subscription.Tries, subscription.State, subscription.LastStatus));

            // Before its time nothing is sent.
            await world.TellAsync(id);
            Assert.Equal(i, world.Receiver.Taken.Count);
            waits.Add(subscription.NextTryAt!.Value - world.Run.Clock.GetUtcNow());
            world.Run.Clock.SetUtcNow(subscription.NextTryAt!.Value);
        }

        await world.TellAsync(id);
        Assert.Equal(13, world.Receiver.Taken.Count);
        Assert.Equal(waits.Order(), waits);
        Assert.Equal(12, waits.Distinct().Count());
        Assert.Equal("off", (await world.ReadAsync(id))["state"]!.GetValue<string>());
        Assert.Equal(13, world.Receiver.Taken.Select(taken => taken.Items[0].GetProperty("id").GetString()).Count());

        world.Run.Clock.Advance(TimeSpan.FromDays(30));
        await world.TellAsync(id);
        await world.TellAsync(id);
        Assert.Equal(13, world.Receiver.Taken.Count);

        await world.Run.SendAllAsync();
        var mail = Assert.Single(world.Run.Mail.Sent, mail => MailStandIn.KeyOf(mail).StartsWith("subscription." + id, StringComparison.Ordinal));
        Assert.Equal("territoires@ministere.example", MailStandIn.ToOf(mail));
        MailSnapshot.Check("subscription-off", mail, id);
        Assert.Contains("13 essais en vain", MailStandIn.TextOf(mail), StringComparison.Ordinal);
        Assert.DoesNotContain("/changes", MailStandIn.TextOf(mail), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Switched_on_again_it_goes_on_where_it_stopped()
    {
        await using var world = await World.StartAsync(azurite);
        var id = await world.SubscribeAsync();
        await world.ChangeAsync(id, new JsonObject { ["state"] = "off" });
        var sheet = await world.SubmittedAsync();
        await world.TellAsync(id);
        Assert.Empty(world.Receiver.Taken);

        await world.ChangeAsync(id, new JsonObject { ["state"] = "active" });
        await world.TellAsync(id);

        Assert.Equal(sheet, Assert.Single(Assert.Single(world.Receiver.Taken).Items).GetProperty("id").GetString());
    }

    [Fact]
    public async Task From_an_earlier_cursor_the_same_is_told_again()
    {
        await using var world = await World.StartAsync(azurite);
        var id = await world.SubscribeAsync();
        var before = (await world.ReadAsync(id))["since"]!.GetValue<string>();
        var sheet = await world.SubmittedAsync();
        await world.TellAsync(id);

        await world.ChangeAsync(id, new JsonObject { ["since"] = before });
        await world.TellAsync(id);

        Assert.Equal([sheet, sheet], world.Receiver.Taken.SelectMany(taken => taken.Items).Select(item => item.GetProperty("id").GetString()));
        await world.ChangeAsync(id, new JsonObject { ["since"] = "start" });
        await world.TellAsync(id);
        Assert.Contains(world.Receiver.Taken.Skip(2).SelectMany(taken => taken.Items), item => item.GetProperty("id").GetString() == sheet);
    }

    [Fact]
    public async Task A_Regions_subscriber_hears_what_the_Region_may_read()
    {
        await using var world = await World.StartAsync(azurite);
        var id = await world.SubscribeAsync("76");
        var shared = SheetExamples.Smallest();
        shared["territoryId"] = "lacq-pau-tarbes";

        await world.SubmittedAsync();
        var sheet = (await world.Run.SubmitAsync(shared, region: "75")).Is(201).Json.GetProperty("id").GetString();
        await world.TellAsync(id);

        Assert.Equal([sheet], world.Receiver.Taken.SelectMany(taken => taken.Items).Select(item => item.GetProperty("id").GetString()));
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    public async Task A_redirect_is_not_followed_and_counts_as_a_failure(int status)
    {
        await using var world = await World.StartAsync(azurite);
        await using var elsewhere = await WebhookReceiver.StartAsync();
        var id = await world.SubscribeAsync();
        (world.Receiver.Status, world.Receiver.Location) = (status, elsewhere.Url.AbsoluteUri);
        await world.SubmittedAsync();

        await world.TellAsync(id);

        Assert.Empty(elsewhere.Taken);
        Assert.Equal((1, status), ((await world.ReadAsync(id))["tries"]!.GetValue<int>(), (await world.ReadAsync(id))["lastStatus"]!.GetValue<int>()));
    }

    [Fact]
    public async Task A_receiver_that_hangs_up_is_tried_again()
    {
        await using var world = await World.StartAsync(azurite);
        var id = await world.SubscribeAsync();
        world.Receiver.Status = 0;
        var sheet = await world.SubmittedAsync();
        await world.TellAsync(id);
        Assert.Equal(0, (await world.ReadAsync(id))["lastStatus"]!.GetValue<int>());

        world.Receiver.Status = 204;
        world.Run.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.TellAsync(id);

        Assert.Equal([sheet, sheet], world.Receiver.Taken.SelectMany(taken => taken.Items).Select(item => item.GetProperty("id").GetString()));
        Assert.Equal(world.Receiver.Taken[0].Id, world.Receiver.Taken[1].Id);
        Assert.Equal(0, (await world.ReadAsync(id))["tries"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_name_that_points_to_a_private_address_when_the_connection_is_made_is_not_connected_to()
    {
        await using var world = await World.StartAsync(azurite, allowLoopback: false);
        var id = await world.SubscribeAsync(url: "https://abonne.region.example/changements");
        await world.SubmittedAsync();
        var asked = new List<string>();
        world.Run.Get<SubscriberClient>().Resolve = (host, _) =>
        {
            asked.Add(host);
            return Task.FromResult<System.Net.IPAddress[]>([System.Net.IPAddress.Parse("8.8.8.8"), System.Net.IPAddress.Loopback]);
        };

        await world.TellAsync(id);

        Assert.Equal(["abonne.region.example"], asked);
        Assert.Equal((1, 0), ((await world.ReadAsync(id))["tries"]!.GetValue<int>(), (await world.ReadAsync(id))["lastStatus"]!.GetValue<int>()));
    }

    [Fact]
    public async Task The_secret_is_shown_once_and_nowhere_else()
    {
        await using var world = await World.StartAsync(azurite);
        var id = await world.SubscribeAsync();

        var secret = world.Receiver.Secret;
        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, (await world.ReadAsync(id)).ToJsonString(), StringComparison.Ordinal);
        var list = await world.Run.CallAsync<ListSubscriptions>((function, request) => function.Run(request, CancellationToken.None), Administrator);
        Assert.Contains(id, list.Is(200).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, (await world.Run.Get<SubscriptionStore>().Find(id, CancellationToken.None))!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, world.Run.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_is_not_ours_goes_to_poison_and_one_about_nobody_does_nothing()
    {
        await using var world = await World.StartAsync(azurite);
        await world.Run.Get<TellSubscriber>().Run("{}", CancellationToken.None);
        await world.TellAsync(Guid.NewGuid().ToString("N"));

        var poison = world.Run.Get<StorageClients>().Queue(StorageNames.SubscriptionsQueue + StorageNames.PoisonSuffix);
        var message = Assert.Single((await poison.ReceiveMessagesAsync(32)).Value);
        Assert.Equal("{}", message.Body.ToString());
        await poison.DeleteMessageAsync(message.MessageId, message.PopReceipt);
    }

    /// <summary>The product, a receiver, and what a test does with them.</summary>
    private sealed class World(FunctionRun run, WebhookReceiver receiver) : IAsyncDisposable
    {
        public FunctionRun Run => run;

        public WebhookReceiver Receiver => receiver;

        public static async Task<World> StartAsync(Azurite azurite, bool allowLoopback = true) => new(
            await FunctionRun.StartAsync(azurite.ConnectionString, ("Subscriptions:AllowLoopback", allowLoopback ? "true" : "false")), await WebhookReceiver.StartAsync());

        public async Task<string> SubscribeAsync(string? region = null, string? url = null)
        {
            var body = new JsonObject { ["url"] = url ?? receiver.Url.AbsoluteUri, ["region"] = region };
            var answer = (await run.CallAsync<CreateSubscription>((function, request) => function.Run(request, CancellationToken.None), Administrator, "POST", "/api/subscriptions", json: body.ToJsonString())).Is(201).Json;
            receiver.Secret = answer.GetProperty("secret").GetString()!;
            return answer.GetProperty("id").GetString()!;
        }

        public async Task<JsonNode> ReadAsync(string id) =>
            JsonNode.Parse((await run.CallAsync<ReadSubscription>((function, request) => function.Run(request, id, CancellationToken.None), Administrator)).Is(200).Body)!;

        public async Task ChangeAsync(string id, JsonObject change) => (await run.CallAsync<ChangeSubscription>(
            (function, request) => function.Run(request, id, CancellationToken.None), Administrator, "PUT", $"/api/subscriptions/{id}", json: change.ToJsonString())).Is(200);

        public async Task<string> SubmittedAsync() => (await run.SubmitAsync(SheetExamples.Smallest())).Is(201).Json.GetProperty("id").GetString()!;

        public Task TellAsync(string id) => run.Get<TellSubscriber>().Run(SubscriptionBell.MessageFor(id), CancellationToken.None);

        public async Task<IReadOnlyList<string>> RingsAsync()
        {
            var queue = run.Get<StorageClients>().Queue(StorageNames.SubscriptionsQueue);
            var rings = new List<string>();
            while ((await queue.ReceiveMessagesAsync(32)).Value is { Length: > 0 } messages)
            {
                foreach (var message in messages)
                {
                    rings.Add(message.Body.ToString());
                    await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
                }
            }

            return rings;
        }

        public async ValueTask DisposeAsync()
        {
            await receiver.DisposeAsync();
            await run.DisposeAsync();
        }
    }
}
