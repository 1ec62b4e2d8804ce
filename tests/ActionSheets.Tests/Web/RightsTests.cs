using System.Text.Json;
using System.Text.Json.Nodes;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using Xunit;

namespace ActionSheets.Tests.Web;

/// <summary>The table of section 2 of the contract, on an interregional sheet: Lacq-Pau-Tarbes, led by 75 with 76.</summary>
[Collection(ProductCollection.Name)]
public sealed class RightsTests(Product product)
{
    private const string Leading = "75";
    private const string CoLed = "76";
    private const string Stranger = "93";

    [Fact]
    public async Task A_sheet_is_read_by_its_Regions_those_asked_the_ministry_and_the_administrator()
    {
        var sheet = await product.SubmittedAsync(Interregional(), Leading);
        foreach (var path in new[] { "", "/versions/1", "/journal" })
        {
            HttpClient[] readers = [product.Region(Leading), product.Region(CoLed), product.Operator("bpifrance"), product.Ministry, product.Administrator];
            foreach (var reader in readers)
            {
                (await reader.ReadAsync($"/api/action-sheets/{sheet}{path}")).Is(200);
            }

            foreach (var other in new[] { product.Region(Stranger), product.Operator("business-france") })
            {
                (await other.ReadAsync($"/api/action-sheets/{sheet}{path}")).IsProblem(404, "not-found");
            }

            (await product.Anyone.ReadAsync($"/api/action-sheets/{sheet}{path}")).IsProblem(401, "unauthenticated");
        }
    }

    [Fact]
    public async Task A_sheet_stands_once_in_the_list_of_whoever_may_read_it()
    {
        var sheet = await product.SubmittedAsync(Interregional(), Leading);
        foreach (var reader in new[] { product.Region(Leading), product.Region(CoLed), product.Operator("bpifrance"), product.Ministry, product.Administrator })
        {
            Assert.Equal(1, await CountAsync(reader, sheet));
        }

        foreach (var other in new[] { product.Region(Stranger), product.Operator("business-france") })
        {
            Assert.Equal(0, await CountAsync(other, sheet));
        }
    }

    [Fact]
    public async Task Only_the_Region_that_leads_the_territory_submits()
    {
        var sheet = Interregional();
        foreach (var other in new[] { product.Region(CoLed), product.Region(Stranger), product.Operator("bpifrance"), product.Ministry, product.Administrator })
        {
            (await other.SubmitAsync(sheet)).IsProblem(403, "forbidden");
        }
    }

    [Fact]
    public async Task A_submission_is_asked_for_by_its_Region_the_ministry_and_the_administrator()
    {
        var key = Guid.NewGuid();
        var sheet = (await product.Region(Leading).SubmitAsync(Interregional(), key)).Is(201).Json;
        foreach (var reader in new[] { product.Region(Leading), product.Ministry, product.Administrator })
        {
            var verdict = (await reader.ReadAsync($"/api/submissions/{key}")).Is(200).Json;
            Assert.Equal(key.ToString("D"), verdict.GetProperty("key").GetString());
            Assert.Equal("accepted", verdict.GetProperty("state").GetString());
            Assert.Equal(sheet.GetProperty("id").GetString(), verdict.GetProperty("id").GetString());
            Assert.Equal(sheet.GetProperty("reference").GetString(), verdict.GetProperty("reference").GetString());
            Assert.Equal(sheet.GetProperty("submittedAt").GetString(), verdict.GetProperty("at").GetString());
            Assert.Equal(JsonValueKind.Null, verdict.GetProperty("errors").ValueKind);
        }

        (await product.Region(CoLed).ReadAsync($"/api/submissions/{key}")).IsProblem(404, "not-found");
        (await product.Operator("bpifrance").ReadAsync($"/api/submissions/{key}")).IsProblem(403, "forbidden");
        (await product.Administrator.ReadAsync("/api/submissions/not-a-key")).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task Changes_and_the_dashboard_are_for_Regions_the_ministry_and_the_administrator()
    {
        foreach (var path in new[] { "/api/changes", "/tableau-de-bord" })
        {
            foreach (var reader in new[] { product.Region(CoLed), product.Ministry, product.Administrator })
            {
                (await reader.ReadAsync(path)).Is(200);
            }

            (await product.Operator("bpifrance").ReadAsync(path)).Is(403);
            (await product.Anyone.ReadAsync(path)).Is(401);
        }
    }

    [Theory]
    [InlineData("93-0123456789abcdef")]
    [InlineData("93-0123456789abcde")]
    [InlineData("93-0123456789ABCDEF")]
    [InlineData("..%2F93-0123456789abcdef")]
    [InlineData("head")]
    public async Task A_sheet_that_is_not_there_is_404(string id)
    {
        (await product.Administrator.ReadAsync($"/api/action-sheets/{id}")).IsProblem(404, "not-found");
        (await product.Administrator.ReadAsync($"/api/action-sheets/{id}/journal")).IsProblem(404, "not-found");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("2")]
    [InlineData("-1")]
    [InlineData("one")]
    [InlineData("99999999999")]
    public async Task A_version_that_is_not_there_is_404(string number)
    {
        var sheet = await product.SubmittedAsync(SheetExamples.Smallest());
        (await product.South.ReadAsync($"/api/action-sheets/{sheet}/versions/{number}")).IsProblem(404, "not-found");
    }

    [Theory]
    [InlineData("/api/health")]
    [InlineData("/api/territories")]
    [InlineData("/api/operators")]
    [InlineData("/api/receipts/0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("/")]
    public async Task Lists_receipts_health_and_the_home_page_are_for_everyone(string path) => (await product.Anyone.ReadAsync(path)).Is(200);

    private static JsonObject Interregional()
    {
        var sheet = SheetExamples.Smallest();
        sheet["territoryId"] = "lacq-pau-tarbes";
        sheet["operatorRequests"] = new JsonArray(new JsonObject { ["operator"] = "bpifrance", ["kind"] = "pret", ["request"] = "Un prêt." });
        return sheet;
    }

    private static async Task<int> CountAsync(HttpClient reader, string sheet)
    {
        var list = (await reader.ReadAsync("/api/action-sheets?territory=lacq-pau-tarbes")).Is(200).Json;
        return list.GetProperty("items").EnumerateArray().Count(item => item.GetProperty("id").GetString() == sheet);
    }
}
