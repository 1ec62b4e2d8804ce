using System.Net;
using LocalHost.Functions;
using LocalHost.Starting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace LocalHost.Tests.Functions;

public sealed class HttpFunctionsTests : IAsyncLifetime, IDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client = new();

    public HttpFunctionsTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddScoped<Scoped>().AddRouting().AddMvcCore();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        new HttpFunctions(NullLogger<HttpFunctions>.Instance).Map(_app, FunctionCatalogue.Of([typeof(Sheets), typeof(Rest)]), routePrefix: "");
    }

    public async Task InitializeAsync()
    {
        await _app.StartAsync();
        _client.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("GET", "/", "home")]
    [InlineData("GET", "/sheets/abc/versions/12", "abc at 12")]
    [InlineData("GET", "/sheets/abc/versions/0x", "nothing at /sheets/abc/versions/0x")]
    [InlineData("GET", "/sheets/A%C3%A9%20b/versions/1", "Aé b at 1")]
    [InlineData("GET", "/files/2019-03-22/regions/75/requests.csv", "2019-03-22: regions/75/requests.csv")]
    [InlineData("GET", "/files/latest", "latest: none")]
    [InlineData("GET", "/names/good-name", "good-name")]
    [InlineData("GET", "/names/Bad_Name", "nothing at /names/Bad_Name")]
    [InlineData("GET", "/plain", "")]
    [InlineData("GET", "/action-result", "42")]
    [InlineData("GET", "/nowhere", "nothing at /nowhere")]
    public async Task A_request_reaches_the_function_of_its_path_with_its_values(string method, string path, string answer)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await _client.SendAsync(request);

        Assert.Equal(answer, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("DELETE", "nothing at /sheets/abc/versions/1")]
    [InlineData("PUT", "nothing at /sheets/abc/versions/1")]
    public async Task A_method_that_no_function_of_the_path_declares_falls_to_the_catch_all(string method, string answer)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/sheets/abc/versions/1");
        using var response = await _client.SendAsync(request);

        Assert.Equal(answer, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task HEAD_is_answered_where_it_is_declared_without_a_body()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "/sheets/abc/versions/1");
        using var response = await _client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_function_that_throws_answers_500_with_nothing()
    {
        using var response = await _client.GetAsync(new Uri("/broken", UriKind.Relative));

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
        Assert.False(response.Headers.Contains("X-Half-Done"));
    }

    [Fact]
    public async Task Each_call_has_an_instance_and_a_scope_of_its_own_that_end_with_it()
    {
        var first = await _client.GetStringAsync(new Uri("/scope", UriKind.Relative));
        var second = await _client.GetStringAsync(new Uri("/scope", UriKind.Relative));

        Assert.NotEqual(first, second);
    }

    [Fact]
    public void A_parameter_the_worker_would_leave_empty_is_refused_at_start()
    {
        var catalogue = FunctionCatalogue.Of([typeof(TakesContext)]);

        var fault = Assert.Throws<CannotStartException>(() => new HttpBinding(catalogue.Http.Single().Function));

        Assert.Contains("HttpContext context", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_functions_of_one_name_are_refused_at_start() =>
        Assert.Throws<CannotStartException>(() => FunctionCatalogue.Of([typeof(Rest), typeof(AlsoRest)]));

    public sealed class Scoped
    {
        public Guid Id { get; } = Guid.NewGuid();
    }

    public sealed class Sheets(Scoped scoped)
    {
        [Function("Home")]
        public static Task<IResult> Home([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{ignored:maxlength(0)?}")] HttpRequest request) =>
            Say("home");

        [Function("Version")]
        public static Task<IResult> Version(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "sheets/{id}/versions/{number:int}")] HttpRequest request,
            string id,
            int number,
            CancellationToken cancellationToken) =>
            cancellationToken.CanBeCanceled ? Say($"{id} at {number}") : Say("no token");

        [Function("File")]
        public static Task<IResult> File(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "files/{night}/{*file}")] HttpRequest request, string night, string? file) =>
            Say($"{night}: {file ?? "none"}");

        [Function("Name")]
        public static Task<IResult> Name(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "names/{name:regex(^[a-z-]+$)}")] HttpRequest request, string name) =>
            Say(name);

        [Function("Scope")]
        public Task<IResult> Scope([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "scope")] HttpRequest request) =>
            Say(scoped.Id.ToString());

        [Function("Plain")]
        public static string Plain([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "plain")] HttpRequest request) => request.Path;

        [Function("ActionResult")]
        public async Task<IActionResult> ActionResult(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "action-result")] HttpRequest request)
        {
            await Task.Yield();
            return new OkObjectResult(scoped is null ? 0 : 42);
        }

        [Function("Broken")]
        public static Task<IResult> Broken([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "broken")] HttpRequest request)
        {
            request.HttpContext.Response.Headers["X-Half-Done"] = "yes";
            throw new InvalidOperationException("broken on purpose");
        }

        private static Task<IResult> Say(string text) => Task.FromResult(Results.Text(text));
    }

    public sealed class Rest
    {
        [Function("Rest")]
        public static Task<IResult> Answer([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequest request, string path) =>
            Task.FromResult(Results.Text($"nothing at /{path}", statusCode: StatusCodes.Status404NotFound));
    }

    public sealed class AlsoRest
    {
        [Function("rest")]
        public static Task<IResult> Answer([HttpTrigger(AuthorizationLevel.Anonymous, Route = "rest")] HttpRequest request) =>
            Task.FromResult(Results.Ok());
    }

    public sealed class TakesContext
    {
        [Function("TakesContext")]
        public static Task<IResult> Answer([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, HttpContext context) =>
            Task.FromResult(Results.Ok(context?.TraceIdentifier));
    }
}
