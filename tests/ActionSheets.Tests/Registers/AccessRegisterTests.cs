using System.Text.Json.Nodes;
using ActionSheets.Registers;
using ActionSheets.Sheets;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using LocalHost.SignIn;
using Support;
using Xunit;

namespace ActionSheets.Tests.Registers;

/// <summary>Who may do what, for providers that give only a person.</summary>
[Collection(ProductCollection.Name)]
public sealed class AccessRegisterTests(Product product)
{
    [Fact]
    public async Task A_person_without_a_role_may_what_the_register_says_until_it_says_so_no_more()
    {
        var email = $"Person.{Guid.NewGuid():N}@proconnect.example";
        var path = $"/api/access/{email}";
        using var person = product.Host.As("", email: email.ToUpperInvariant(), name: "Une personne");
        (await product.Administrator.ReadAsync(path)).IsProblem(404, "not-found");
        (await person.SubmitAsync(SheetExamples.Smallest())).IsProblem(403, "forbidden");

        var written = (await product.Administrator.PutAsync(path, new JsonObject { ["role"] = "region", ["region"] = "93" })).Is(200);
        Assert.Equal($$"""{"email":"{{email}}","role":"region","region":"93","operator":null,"from":null,"until":null}""", written.Text);
        Assert.Equal(written.Text, (await product.Ministry.ReadAsync(path)).Is(200).Text);
        Assert.Equal(written.Text, (await product.Administrator.PutAsync(path, JsonNode.Parse(written.Text)!)).Is(200).Text);
        var sheet = (await person.SubmitAsync(SheetExamples.Smallest())).Is(201).Json;
        Assert.Equal(email.ToUpperInvariant(), sheet.GetProperty("submittedBy").GetString());

        (await product.Administrator.AskAsync(HttpMethod.Delete, path)).Is(204);
        (await product.Administrator.AskAsync(HttpMethod.Delete, path)).Is(204);
        (await product.Administrator.ReadAsync(path)).IsProblem(404, "not-found");
        (await person.ReadAsync("/api/action-sheets")).IsProblem(403, "forbidden");
    }

    [Fact]
    public async Task A_role_that_the_provider_gives_is_not_changed_by_the_register()
    {
        var email = $"{Guid.NewGuid():N}@region-75.example";
        (await product.Administrator.PutAsync($"/api/access/{email}", new JsonObject { ["role"] = "administrator" })).Is(200);
        using var person = product.Host.As("region", "75", email: email);
        (await person.ReadAsync($"/api/access/{email}")).IsProblem(403, "forbidden");
    }

    [Theory]
    [InlineData("""{}""", "role")]
    [InlineData("""{"role": "emperor"}""", "role")]
    [InlineData("""{"role": "region"}""", "region")]
    [InlineData("""{"role": "region", "region": "99"}""", "region")]
    [InlineData("""{"role": "operator"}""", "operator")]
    [InlineData("""{"role": "operator", "operator": "nobody"}""", "operator")]
    [InlineData("""{"role": "ministry", "from": "22/03/2019"}""", "from")]
    [InlineData("""{"role": "ministry", "from": "2019-03-23", "until": "2019-03-23"}""", "until")]
    [InlineData("""{"role": "ministry", "more": 1}""", "more")]
    public async Task An_entry_that_says_too_little_or_too_much_is_refused(string entry, string path)
    {
        (await product.Administrator.PutAsync("/api/access/a@b.example", JsonNode.Parse(entry)!)).IsInvalid(path);
        (await product.Administrator.ReadAsync("/api/access/a@b.example")).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task Only_an_administrator_writes_and_only_the_ministry_reads_besides()
    {
        var entry = new JsonObject { ["role"] = "administrator" };
        foreach (var other in new[] { product.South, product.Operator("bpifrance"), product.Ministry })
        {
            (await other.PutAsync("/api/access/a@b.example", entry)).IsProblem(403, "forbidden");
            (await other.AskAsync(HttpMethod.Delete, "/api/access/a@b.example")).IsProblem(403, "forbidden");
        }

        foreach (var other in new[] { product.South, product.Operator("bpifrance") })
        {
            (await other.ReadAsync("/api/access/a@b.example")).IsProblem(403, "forbidden");
        }
    }

    [Fact]
    public async Task What_is_no_address_is_refused() =>
        (await product.Administrator.PutAsync("/api/access/nobody", new JsonObject { ["role"] = "ministry" })).IsInvalid("email");
}

/// <summary>Entries are dated in Paris days: the first counts, the last does not.</summary>
[Collection(FunctionsCollection.Name)]
public sealed class DatedAccessTests(Azurite azurite)
{
    [Fact]
    public async Task An_entry_counts_from_its_first_day_to_the_eve_of_its_last()
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString);
        var email = $"{Guid.NewGuid():N}@proconnect.example";
        var administrator = new Person("administrator", null, null, null, null);
        (await run.CallAsync<WriteAccess>(
            (function, request) => function.Run(request, email, CancellationToken.None), administrator, "PUT", json: """{"role": "ministry", "from": "2019-03-23", "until": "2019-03-25"}""")).Is(200);

        // 18:00 on the 22nd in Paris.
        Assert.Equal(403, await StatusAsync(run, email));
        run.Clock.Advance(new TimeSpan(5, 59, 59));
        Assert.Equal(403, await StatusAsync(run, email));
        run.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, await StatusAsync(run, email));
        run.Clock.Advance(new TimeSpan(47, 59, 59));
        Assert.Equal(200, await StatusAsync(run, email));
        run.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(403, await StatusAsync(run, email));
    }

    private static async Task<int> StatusAsync(FunctionRun run, string email) => (await run.CallAsync<ListSheets>(
        (function, request) => function.Run(request, CancellationToken.None), new Person(null, null, null, "Quelqu'un", email), query: "?pageSize=1")).Status;
}
