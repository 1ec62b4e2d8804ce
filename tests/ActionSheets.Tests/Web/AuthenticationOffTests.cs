using ActionSheets.Health;
using ActionSheets.Registers;
using ActionSheets.Sheets;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using LocalHost.SignIn;
using Microsoft.AspNetCore.Http;
using Support;
using Xunit;

namespace ActionSheets.Tests.Web;

/// <summary>In Azure the identity header counts only while the platform writes it: without its authentication anyone could.</summary>
[Collection(FunctionsCollection.Name)]
public sealed class AuthenticationOffTests(Azurite azurite)
{
    private static readonly Person Administrator = new("administrator", null, null, "Alix", "alix@ministere.example");

    [Fact]
    public async Task Signed_in_routes_answer_503_whatever_the_header_says()
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString, ("Authentication:TrustHeader", "false"));
        Reply[] replies =
        [
            await run.SubmitAsync(SheetExamples.Smallest()),
            await run.CallAsync<ListSheets>((function, request) => function.Run(request, CancellationToken.None), Administrator),
            await run.CallAsync<ReadSheet>((function, request) => function.Run(request, "93-0123456789abcdef", CancellationToken.None), Administrator),
            await run.CallAsync<ReadAccess>((function, request) => function.Run(request, "a@b.example", CancellationToken.None), Administrator),
            await run.CallAsync<RemoveAccess>((function, request) => function.Run(request, "a@b.example", CancellationToken.None), Administrator, "DELETE"),
            await run.CallAsync<ReadDesk>((function, request) => function.Run(request, "etat", "*", CancellationToken.None)),
        ];
        Assert.All(replies, reply => Assert.Equal("300", reply.IsProblem(503, "authentication-off").Headers.RetryAfter?.ToString()));
    }

    [Fact]
    public async Task Routes_for_everyone_answer_all_the_same()
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString, ("Authentication:TrustHeader", null));
        (await run.CallAsync<ReadHealth>((function, request) => function.Run(request, CancellationToken.None), Administrator)).Is(200);
        (await run.CallAsync<ReadReceipt>((function, request) => function.Run(request, new string('0', 64), CancellationToken.None))).Is(200);
    }

    [Theory]
    [InlineData("true", 200)]
    [InlineData("True", 200)]
    [InlineData("false", 503)]
    [InlineData("1", 503)]
    [InlineData(null, 503)]
    public async Task The_platform_says_whether_it_is_on(string? enabled, int status)
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString, ("Authentication:TrustHeader", "false"), ("WEBSITE_AUTH_ENABLED", enabled));
        (await run.CallAsync<ListSheets>(List, Administrator)).Is(status);
        (await run.CallAsync<ListSheets>(List)).Is(status == 200 ? 401 : 503);

        static Task<IResult> List(ListSheets function, HttpRequest request) => function.Run(request, CancellationToken.None);
    }
}
