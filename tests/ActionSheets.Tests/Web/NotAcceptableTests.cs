using ActionSheets.Tests.Asking;
using Xunit;

namespace ActionSheets.Tests.Web;

/// <summary>The API speaks JSON; files and pages are what they are.</summary>
[Collection(ProductCollection.Name)]
public sealed class NotAcceptableTests(Product product)
{
    [Theory]
    [InlineData("application/json", 200)]
    [InlineData("*/*", 200)]
    [InlineData("text/html, application/*;q=0.5", 200)]
    [InlineData("text/csv", 406)]
    [InlineData("application/json;q=0, text/html", 406)]
    public async Task What_the_caller_does_not_read_is_not_sent(string accept, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/territories");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        var reply = (await Reply.ReadAsync(await product.Anyone.SendAsync(request))).Is(status);
        if (status == 406)
        {
            reply.IsProblem(406, "not-acceptable");
        }
    }
}
