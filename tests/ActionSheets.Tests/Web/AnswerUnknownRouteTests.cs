using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using AngleSharp.Html.Parser;
using Xunit;

namespace ActionSheets.Tests.Web;

[Collection(ProductCollection.Name)]
public sealed class AnswerUnknownRouteTests(Product product)
{
    [Theory]
    [InlineData("GET", "/api/nothing")]
    [InlineData("POST", "/api/action-sheets/93-0123456789abcdef/nothing")]
    [InlineData("GET", "/api")]
    [InlineData("DELETE", "/api/unknown/route/of/many/segments")]
    public async Task An_address_of_the_API_that_is_not_there_is_404(string method, string path) =>
        (await product.Anyone.AskAsync(new HttpMethod(method), path)).IsProblem(404, "not-found");

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/fiches-perdues/12")]
    [InlineData("/assets")]
    public async Task A_page_that_is_not_there_is_told_in_a_page(string path)
    {
        var reply = (await product.Anyone.ReadAsync(path)).Is(404);
        Assert.Equal("text/html", reply.Content.ContentType?.MediaType);
        Assert.Contains("Rien ne se trouve à cette adresse.", new HtmlParser().ParseDocument(reply.Text).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE", "/api/action-sheets", "GET, HEAD, POST")]
    [InlineData("PATCH", "/api/action-sheets/93-0123456789abcdef", "GET, HEAD")]
    [InlineData("POST", "/api/health", "GET, HEAD")]
    [InlineData("GET", "/api/reviews/token/answers", "POST")]
    [InlineData("OPTIONS", "/api/desks/bpifrance/93", "DELETE, GET, HEAD, PUT")]
    public async Task Another_method_than_the_address_takes_is_405_with_those_it_takes(string method, string path, string allow)
    {
        var reply = (await product.Anyone.AskAsync(new HttpMethod(method), path)).IsProblem(405, "method-not-allowed");
        Assert.Equal(allow, string.Join(", ", reply.Content.Allow));
    }

    [Fact]
    public async Task A_page_under_another_method_is_405() => (await product.Anyone.AskAsync(HttpMethod.Post, "/")).Is(405);

    [Fact]
    public async Task Where_GET_answers_HEAD_answers_the_same_without_a_body()
    {
        var (sheet, token) = await product.LetterOfAsync(SheetExamples.Fullest(), "banque-des-territoires");
        var sha256 = (await product.SheetAsync(sheet))["receipt"]!["sha256"]!.GetValue<string>();
        string[] paths =
        [
            "/", ActionSheets.Web.PageAssets.Style, "/api/health", "/api/territories", "/api/operators", "/api/action-sheets", $"/api/action-sheets/{sheet}",
            $"/api/action-sheets/{sheet}/versions/1", $"/api/action-sheets/{sheet}/journal", $"/api/receipts/{sha256}", $"/api/reviews/{token}",
            $"/avis/{token}", "/api/desks/bpifrance/*", "/api/submissions/00000000-0000-0000-0000-000000000000", "/api/access/nobody@region-93.example", "/api/nothing",
        ];
        foreach (var path in paths)
        {
            var get = await product.Administrator.ReadAsync(path);
            var head = await product.Administrator.AskAsync(HttpMethod.Head, path);
            Assert.True(get.Status == head.Status, $"{path}: GET {get.Status}, HEAD {head.Status}");
            Assert.Empty(head.Body);
            Assert.Equal((get.ETag, get.Content.ContentType?.ToString()), (head.ETag, head.Content.ContentType?.ToString()));
        }
    }
}
