using System.Text.Json.Nodes;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using Support;
using Xunit;

namespace ActionSheets.Tests.Subscriptions;

[Collection(ProductCollection.Name)]
public sealed class SubscriptionRoutesTests(Product product)
{
    private const string Subscriptions = "/api/subscriptions";

    [Fact]
    public async Task A_receiver_on_this_machine_is_told_by_the_running_product_until_its_subscription_ends()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var made = (await product.Ministry.PostAsync(Subscriptions, new JsonObject { ["url"] = receiver.Url.AbsoluteUri })).Is(201);
        receiver.Secret = made.Json.GetProperty("secret").GetString()!;
        var path = made.Headers.Location!.ToString();

        var sheet = await product.SubmittedAsync(SheetExamples.Smallest());
        (await product.Host.RunFunctionAsync("WakeSubscriptions")).EnsureSuccessStatusCode();
        await product.StillAsync();

        var taken = receiver.Taken.Where(taken => taken.Items.Any(item => item.GetProperty("id").GetString() == sheet)).ToList();
        Assert.NotEmpty(taken);
        Assert.All(receiver.Taken, delivery => Assert.True(delivery.IsSigned));
        (await product.Ministry.AskAsync(HttpMethod.Delete, path)).Is(204);
        (await product.Ministry.ReadAsync(path)).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task Only_the_ministry_and_the_administrator_manage_subscriptions()
    {
        foreach (var other in new[] { product.South, product.Operator("bpifrance") })
        {
            (await other.PostAsync(Subscriptions, new JsonObject { ["url"] = "https://abonne.example/" })).IsProblem(403, "forbidden");
            (await other.ReadAsync(Subscriptions)).IsProblem(403, "forbidden");
        }

        (await product.Anyone.ReadAsync(Subscriptions)).IsProblem(401, "unauthenticated");
        (await product.Administrator.ReadAsync(Subscriptions + "/0123456789abcdef0123456789abcdef")).IsProblem(404, "not-found");
        (await product.Administrator.ReadAsync(Subscriptions + "/head")).IsProblem(404, "not-found");
    }

    [Theory]
    [InlineData("https://10.0.0.1/hook")]
    [InlineData("https://169.254.169.254/metadata/instance")]
    [InlineData("https://[fd00::1]/")]
    [InlineData("http://abonne.example/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("abonne")]
    public async Task An_address_that_is_not_public_https_is_refused(string url) =>
        (await product.Administrator.PostAsync(Subscriptions, new JsonObject { ["url"] = url })).IsInvalid("url");

    [Fact]
    public async Task Every_fault_of_a_subscription_is_told_at_once()
    {
        (await product.Administrator.PostAsync(Subscriptions, new JsonObject { ["region"] = "05", ["since"] = "x", ["secret"] = "mine" })).IsInvalid("url", "region", "since", "secret");
    }
}
