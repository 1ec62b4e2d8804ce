using System.Reflection;
using System.Text.Json;
using ActionSheets.Sheets;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using ActionSheets.Web;
using ActionSheets.Web.OpenApi;
using Xunit;

namespace ActionSheets.Tests.Web;

[Collection(ProductCollection.Name)]
public sealed class OpenApiTests(Product product)
{
    private static readonly JsonElement Document = JsonDocument.Parse(OpenApiDocument.Json).RootElement;

    [Fact]
    public async Task Anyone_reads_the_document_as_JSON()
    {
        var read = (await product.Anyone.ReadAsync("/api/openapi.json")).Is(200);
        Assert.Equal("application/json", read.Content.ContentType!.MediaType);
        Assert.Equal("3.1.0", read.Json.GetProperty("openapi").GetString());
    }

    [Fact]
    public void Every_route_of_the_API_is_in_the_document_with_its_methods_and_nothing_else_is()
    {
        var routes = KnownRoutes.All.Where(known => known.Route.StartsWith("api/", StringComparison.Ordinal))
            .SelectMany(known => known.Methods.Select(method => $"{method.ToLowerInvariant()} /{known.Route.Replace("{*", "{", StringComparison.Ordinal)}"));
        var written = Document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name} {path.Name}"));
        Assert.Equal(routes.Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_function_of_the_API_is_described_and_no_other() => Assert.Equal(
        KnownRoutes.All.Where(known => known.Route.StartsWith("api/", StringComparison.Ordinal)).Select(known => known.Function).Order(StringComparer.Ordinal),
        Operations.ByFunction.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_operation_has_its_own_name_a_summary_and_each_parameter_of_its_path()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in Document.GetProperty("paths").EnumerateObject())
        {
            var inAddress = path.Name.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}'));
            foreach (var operation in path.Value.EnumerateObject().Select(method => method.Value))
            {
                Assert.True(names.Add(operation.GetProperty("operationId").GetString()!));
                Assert.NotEmpty(operation.GetProperty("summary").GetString()!);
                Assert.Equal(inAddress, operation.GetProperty("parameters").EnumerateArray().Where(one => one.TryGetProperty("in", out var place) && place.GetString() == "path").Select(one => one.GetProperty("name").GetString()));
            }
        }
    }

    [Fact]
    public void Every_reference_leads_to_something() => Assert.All(References(Document), reference =>
    {
        var found = Document;
        foreach (var part in reference.Split('/').Skip(1))
        {
            Assert.True(found.TryGetProperty(part, out found), reference);
        }
    });

    [Theory]
    [InlineData("post", "/api/action-sheets", "IdempotencyKey")]
    [InlineData("post", "/api/action-sheets/{id}/versions", "IdempotencyKey", "IfMatch")]
    [InlineData("post", "/api/action-sheets/{id}/withdrawal", "IfMatch")]
    [InlineData("put", "/api/drafts/{id}", "IfMatch")]
    [InlineData("post", "/api/drafts")]
    public void The_headers_of_the_contract_are_asked_for(string method, string path, params string[] headers)
    {
        var asked = Document.GetProperty("paths").GetProperty(path).GetProperty(method).GetProperty("parameters").EnumerateArray()
            .Where(one => one.TryGetProperty("$ref", out _)).Select(one => one.GetProperty("$ref").GetString()!.Split('/')[^1]);
        Assert.Equal(headers, asked);
    }

    [Fact]
    public void The_codes_of_problems_are_those_of_the_catalogue()
    {
        var catalogue = typeof(Problem).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => method.ReturnType == typeof(Problem)).Select(
            method => (Problem)method.Invoke(null, [.. method.GetParameters().Select(Sample)])!);
        var expected = catalogue.Select(problem => (problem.Status, problem.Code)).Distinct().Order();
        Assert.Equal(expected, ProblemStatuses.Codes.SelectMany(status => status.Value.Select(code => (status.Key, code))).Order());
    }

    [Theory]
    [InlineData("axis", nameof(SheetWords.Axes))]
    [InlineData("priority", nameof(SheetWords.Priorities))]
    [InlineData("maturity", nameof(SheetWords.Maturities))]
    [InlineData("projectOwner.type", nameof(SheetWords.OwnerTypes))]
    [InlineData("fundingPlan.funderKind", nameof(SheetWords.FunderKinds))]
    [InlineData("fundingPlan.status", nameof(SheetWords.FundingStatuses))]
    [InlineData("operatorRequests.kind", nameof(SheetWords.RequestKinds))]
    public void The_words_of_a_sheet_are_those_the_form_takes(string member, string list)
    {
        var words = (IReadOnlyList<string>)typeof(SheetWords).GetProperty(list)!.GetValue(null)!;
        var written = MemberOf(Schema("SubmittedSheet"), member).GetProperty("enum").EnumerateArray().Where(word => word.ValueKind == JsonValueKind.String);
        Assert.Equal(words, written.Select(word => word.GetString()));
    }

    [Fact]
    public async Task A_sheet_as_sent_and_as_answered_has_only_members_of_the_document()
    {
        var sheet = SheetExamples.Fullest();
        var id = await product.SubmittedAsync(sheet);
        var sent = Members(Schema("SubmittedSheet"));
        Assert.Empty(sheet.Select(member => member.Key).Except(sent, StringComparer.Ordinal));

        var read = (await product.South.ReadAsync($"/api/action-sheets/{id}")).Is(200).Json;
        var answered = Members(Schema("Sheet").GetProperty("allOf")[1]);
        Assert.Empty(read.EnumerateObject().Select(member => member.Name).Except([.. sent, .. answered], StringComparer.Ordinal));
        Assert.Equal(Members(Schema("Request")), read.GetProperty("requests")[0].EnumerateObject().Select(member => member.Name));
    }

    [Theory]
    [InlineData("/api/action-sheets")]
    [InlineData("/api/agreements")]
    [InlineData("/api/changes")]
    [InlineData("/api/dead-letters")]
    [InlineData("/api/desks")]
    [InlineData("/api/export-selections")]
    [InlineData("/api/exports")]
    [InlineData("/api/health")]
    [InlineData("/api/operators")]
    [InlineData("/api/territories")]
    public async Task An_answer_is_a_list_or_an_object_as_the_document_says(string path)
    {
        var content = Document.GetProperty("paths").GetProperty(path).GetProperty("get").GetProperty("responses").GetProperty("200").GetProperty("content");
        var schema = Schema(content.GetProperty("application/json").GetProperty("schema").GetProperty("$ref").GetString()!.Split('/')[^1]);
        var answer = (await product.Administrator.ReadAsync(path)).Is(200).Json;
        Assert.Equal(schema.GetProperty("type").GetString(), answer.ValueKind == JsonValueKind.Array ? "array" : "object");
        if (schema.TryGetProperty("required", out var required))
        {
            Assert.All(required.EnumerateArray(), member => Assert.True(answer.TryGetProperty(member.GetString()!, out _), member.GetString()));
        }
    }

    private static JsonElement Schema(string name) => Document.GetProperty("components").GetProperty("schemas").GetProperty(name);

    private static IReadOnlyList<string> Members(JsonElement schema) => [.. schema.GetProperty("properties").EnumerateObject().Select(member => member.Name)];

    private static JsonElement MemberOf(JsonElement schema, string path) => path.Split('.').Aggregate(
        schema, (found, part) => (found.TryGetProperty("items", out var items) ? items : found).GetProperty("properties").GetProperty(part));

    private static object Sample(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(string) ? "GET"
        : parameter.ParameterType == typeof(int) ? 1
        : parameter.ParameterType == typeof(TimeSpan) ? TimeSpan.FromSeconds(1)
        : new Dictionary<string, string[]>(StringComparer.Ordinal);

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => member.Name == "$ref" ? [member.Value.GetString()!] : References(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
