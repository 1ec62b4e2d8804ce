using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Support;
using Xunit;

namespace LocalHost.Tests.Starting;

/// <summary>The routes that only LocalHost has, on one LocalHost that all these tests share.</summary>
public sealed class LocalRoutesTests(LocalRoutesTests.Shared shared) : IClassFixture<LocalRoutesTests.Shared>
{
    private StartedLocalHost Host => shared.Host;

    [Fact]
    public async Task The_clock_is_shown_in_Paris_time_and_moves_forward_only()
    {
        var now = await Host.AdvanceAsync("P1D");
        using var back = await Host.PostAsync("/local/clock", new { now = "2019-03-22T18:00:00+01:00" });
        using var forward = await Host.PostAsync("/local/clock", new { now = $"{now.AddHours(1):O}" });
        using var nonsense = await Host.PostAsync("/local/clock", new { advance = "tomorrow" });
        using var nothing = await Host.Client.PostAsync(new Uri("/local/clock", UriKind.Relative), content: null);

        Assert.Equal(HttpStatusCode.Conflict, back.StatusCode);
        Assert.Equal("application/problem+json", back.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.OK, forward.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, nonsense.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, nothing.StatusCode);
        var shown = (await Host.Client.GetFromJsonAsync<JsonElement>("/local/clock")).GetProperty("now").GetString()!;
        Assert.True(DateTimeOffset.Parse(shown) >= now.AddHours(1));
        Assert.EndsWith(TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris").GetUtcOffset(now).ToString(@"\+hh\:mm"), shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_is_kept_before_its_202_and_readable_in_text_and_in_HTML()
    {
        using var accepted = await LocalHostTests.SendAsync(Host, "Avis demandé");
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var id = accepted.Headers.GetValues("X-Message-Id").Single();

        var mail = (await Host.MailsAsync()).Single(one => one.Id == id);
        var list = await Host.Client.GetStringAsync(new Uri("/local/mail", UriKind.Relative));
        var page = await Host.Client.GetStringAsync(new Uri($"/local/mail/{id}", UriKind.Relative));
        using var html = await Host.Client.GetAsync(new Uri($"/local/mail/{id}/html", UriKind.Relative));

        Assert.Equal(("Avis demandé", "Bonjour", "o-1"), (mail.Subject, mail.Text, mail.CustomArgs["oid"]));
        Assert.Contains($"/local/mail/{id}", list, StringComparison.Ordinal);
        Assert.Contains("<pre>Bonjour</pre>", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", html.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sends_fail_as_often_as_asked_and_a_refused_mail_is_not_kept()
    {
        using var asked = await Host.PostAsync("/local/mail/failures", new { next = 2, status = 429, retryAfterSeconds = 7 });
        using var first = await LocalHostTests.SendAsync(Host, "Refusé");
        using var second = await LocalHostTests.SendAsync(Host, "Refusé");
        using var third = await LocalHostTests.SendAsync(Host, "Accepté");

        Assert.Equal([HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests, HttpStatusCode.Accepted],
            new[] { first, second, third }.Select(answer => answer.StatusCode));
        Assert.Equal("7", first.Headers.GetValues("Retry-After").Single());
        Assert.True(first.Headers.Contains("X-RateLimit-Reset"));
        Assert.DoesNotContain(await Host.MailsAsync(), mail => mail.Subject == "Refusé");
    }

    [Fact]
    public async Task Status_0_drops_the_connection()
    {
        using var asked = await Host.PostAsync("/local/mail/failures", new { next = 1, status = 0 });

        await Assert.ThrowsAsync<HttpRequestException>(() => LocalHostTests.SendAsync(Host, "Perdu"));

        Assert.DoesNotContain(await Host.MailsAsync(), mail => mail.Subject == "Perdu");
    }

    [Fact]
    public async Task An_acceptance_may_be_kept_while_its_answer_is_lost()
    {
        using var asked = await Host.PostAsync("/local/mail/failures", new { next = 1, status = 0, kept = true });

        await Assert.ThrowsAsync<HttpRequestException>(() => LocalHostTests.SendAsync(Host, "Gardé sans réponse"));

        Assert.Single(await Host.MailsAsync(), mail => mail.Subject == "Gardé sans réponse");
    }

    [Fact]
    public async Task Without_a_key_SendGrid_refuses()
    {
        using var answer = await Host.PostAsync("/local/sendgrid/v3/mail/send", new { });

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>()).TryGetProperty("errors", out _));
    }

    [Fact]
    public async Task A_sign_in_becomes_a_session_until_the_sign_out()
    {
        var cookies = new CookieContainer();
        using var handler = new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false, CheckCertificateRevocationList = true };
        using var browser = new HttpClient(handler) { BaseAddress = Host.Address };
        using var form = new FormUrlEncodedContent([new("role", "region"), new("region", "75"), new("name", "Zoé"), new("returnTo", "/fiches")]);
        using var signedIn = await browser.PostAsync(new Uri("/local/sign-in", UriKind.Relative), form);
        var page = await browser.GetStringAsync(new Uri("/local/sign-in", UriKind.Relative));
        using var signedOut = await browser.PostAsync(new Uri("/local/sign-out", UriKind.Relative), content: null);

        Assert.Equal((HttpStatusCode.SeeOther, "/fiches"), (signedIn.StatusCode, signedIn.Headers.Location!.ToString()));
        Assert.Contains("Vous êtes Zoé, Région, 75.", page, StringComparison.Ordinal);
        Assert.Contains("httponly", signedIn.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        Assert.Contains("samesite=lax", signedIn.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        Assert.Empty(cookies.GetAllCookies());
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("https://evil.example/")]
    [InlineData("/\\evil.example/")]
    public async Task A_sign_in_never_leads_elsewhere(string address)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, CheckCertificateRevocationList = true };
        using var browser = new HttpClient(handler) { BaseAddress = Host.Address };
        using var form = new FormUrlEncodedContent([new("role", "ministry"), new("returnTo", address)]);
        using var signedIn = await browser.PostAsync(new Uri("/local/sign-in", UriKind.Relative), form);

        Assert.Equal("/", signedIn.Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_script_signs_in_with_JSON()
    {
        using var signedIn = await Host.PostAsync("/local/sign-in", new { role = "operator", @operator = "bpifrance" });
        using var refused = await Host.PostAsync("/local/sign-in", new { role = "operator" });

        Assert.Equal(HttpStatusCode.NoContent, signedIn.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task A_function_that_does_not_exist_cannot_be_run()
    {
        using var answer = await Host.RunFunctionAsync("NoSuchFunction");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task An_event_of_a_mail_that_was_never_sent_is_not_found()
    {
        using var answer = await Host.PostAsync("/local/sendgrid/events/0123", new { @event = "delivered" });

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Under_a_name_of_someone_elses_it_is_not_reached()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/local/storage") { Headers = { Host = "evil.example" } };
        using var answer = await Host.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    public sealed class Shared : IAsyncLifetime
    {
        public StartedLocalHost Host { get; private set; } = null!;

        public async Task InitializeAsync() => Host = await StartedLocalHost.StartAsync("--clock", "2019-03-22T18:00:00+01:00");

        public async Task DisposeAsync() => await Host.DisposeAsync();
    }
}
