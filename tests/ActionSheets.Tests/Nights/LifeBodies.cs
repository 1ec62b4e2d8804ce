using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace ActionSheets.Tests.Nights;

/// <summary>Sheets, corrections and answers at random, as they are sent; and how the test's books take them down.</summary>
internal static class LifeBodies
{
    private const decimal Secured = 12_500.5m;

    private static readonly string[] Axes = ["attractivite", "competences", "innovation", "simplification"];
    private static readonly string[] Kinds = ["cofinancement", "pret", "ingenierie"];
    private static readonly string[] Operators = ["banque-des-territoires", "bpifrance", "business-france", "pole-emploi"];

    /// <summary>As funders are called; a request with an amount needs a line of its operator.</summary>
    private static readonly string[] Funders = ["Banque des Territoires", "Bpifrance", "Business France", "Pôle emploi"];

    /// <summary>The second is of two Regions: a correction may move a sheet there and back.</summary>
    private static readonly Dictionary<string, string[]> Territories = new(StringComparer.Ordinal)
    {
        ["75"] = ["grand-chatellerault", "lacq-pau-tarbes"],
        ["93"] = ["carros"],
    };

    public static decimal Money(Random random) => random.Next(1, 100_000_000) / 100m;

    public static (JsonObject Body, string Region) New(Random random)
    {
        var region = random.Next(3) == 0 ? "93" : "75";
        var body = new JsonObject
        {
            ["territoryId"] = Pick(random, Territories[region]),
            ["title"] = "=Fiche; \"au hasard\"\n" + random.Next(),
            ["axis"] = Pick(random, Axes),
            ["projectOwner"] = new JsonObject { ["name"] = "@Métropole 🏭" },
            ["description"] = "Une action.",
            ["budget"] = Budget(random),
            ["fundingPlan"] = new JsonArray([
                new JsonObject { ["funder"] = "Métropole", ["funderKind"] = "epci", ["amount"] = Secured, ["status"] = "acquis" },
                .. Funders.Select(name => new JsonObject { ["funder"] = name, ["funderKind"] = "operateur", ["amount"] = null, ["status"] = "demande" }),
            ]),
            ["operatorRequests"] = new JsonArray([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Request(random))]),
        };
        if (random.Next(3) == 0)
        {
            body["stateRequests"] = new JsonArray("Désigner un référent unique.");
        }

        return (body, region);
    }

    public static LedgerSheet BookOf(JsonObject body, string reference, string region, DateOnly day)
    {
        var book = new LedgerSheet(reference, region, body["axis"]!.GetValue<string>(), day) { Territory = body["territoryId"]!.GetValue<string>(), Budget = BudgetOf(body), Secured = Secured };
        book.Requests.AddRange(body["operatorRequests"]!.AsArray().Select((request, i) => BookOf(request!, i + 1)));
        book.Requests.AddRange(body.ContainsKey("stateRequests") ? [new LedgerRequest("s1", "etat", "etat", null)] : []);
        return book;
    }

    public static decimal? BudgetOf(JsonObject body) => body["budget"]!["totalExclTax"]?.GetValue<decimal>();

    /// <summary>One change: of the title alone, of the money, of the territory, of one request's words, one request less or one more.</summary>
    public static LifeChange Change(Random random, LedgerSheet book, JsonObject body)
    {
        var sent = body["operatorRequests"]!.AsArray();
        var asked = book.Requests.FindAll(request => request.Id[0] == 'r' && request.Status != "cancelled");
        var place = random.Next(sent.Count);
        switch (random.Next(6))
        {
            case 1:
                body["budget"] = Budget(random);
                return new LifeChange(body, IsMaterial: BudgetOf(body) != book.Budget);
            case 2:
                body["territoryId"] = Pick(random, Territories[book.Region]);
                return new LifeChange(body, IsMaterial: body["territoryId"]!.GetValue<string>() != book.Territory);
            case 3:
                sent[place]!["request"] = "En d'autres mots " + random.Next();
                return new LifeChange(body) { Changed = asked[place] };
            case 4 when sent.Count > 1:
                sent.RemoveAt(place);
                return new LifeChange(body) { Dropped = asked[place] };
            case 5 when sent.Count < 4:
                var more = Request(random);
                sent.Add(more);
                return new LifeChange(body) { Added = [BookOf(more, book.Requests.Count(request => request.Id[0] == 'r') + 1)] };
            default:
                body["title"] = "Un autre titre " + random.Next();
                return new LifeChange(body);
        }
    }

    public static JsonObject Sent(LedgerAnswer answer)
    {
        var sent = new JsonObject { ["kind"] = answer.Kind };
        foreach (var (name, value) in ((string, JsonNode?)[])[("amount", answer.Amount), ("amountKind", answer.AmountKind), ("reason", answer.Reason), ("question", answer.Kind == "question" ? "Quand ?" : null)])
        {
            if (value is not null)
            {
                sent[name] = value;
            }
        }

        foreach (var (name, day) in ((string, DateOnly?)[])[("validUntil", answer.ValidUntil), ("appraisalOpensOn", answer.OpensOn)])
        {
            if (day is { } known)
            {
                sent[name] = known.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            }
        }

        return sent;
    }

    /// <summary>The sheet as the product answers it, against the books.</summary>
    public static void IsAsBooked(JsonElement sheet, LedgerSheet book)
    {
        Assert.Equal(
            (book.Status, book.Version, book.Asked, book.Agreed, book.Missing),
            (Text("status"), sheet.GetProperty("version").GetInt32(), Funding("requested"), Funding("agreed"), Funding("missing")));
        Assert.Equal(
            book.Requests.Select(request => (request.Id, request.Status, request.Answers.Count > 0)),
            sheet.GetProperty("requests").EnumerateArray().Select(request => (request.GetProperty("id").GetString()!, request.GetProperty("status").GetString()!, request.GetProperty("answer").ValueKind == JsonValueKind.Object)));

        string? Text(string name) => sheet.GetProperty(name).GetString();

        decimal? Funding(string name) => sheet.GetProperty("funding").GetProperty(name) is { ValueKind: JsonValueKind.Number } euros ? euros.GetDecimal() : null;
    }

    private static LedgerRequest BookOf(JsonNode sent, int number) =>
        new(FormattableString.Invariant($"r{number}"), sent["operator"]!.GetValue<string>(), sent["kind"]!.GetValue<string>(), sent["amount"]?.GetValue<decimal>());

    private static JsonObject Request(Random random) => new()
    {
        ["operator"] = Pick(random, Operators),
        ["kind"] = Pick(random, Kinds),
        ["amount"] = random.Next(3) == 0 ? null : Money(random),
        ["request"] = "Une demande " + random.Next(),
    };

    private static JsonObject Budget(Random random) => new() { ["currency"] = "EUR", ["totalExclTax"] = random.Next(5) == 0 ? null : Secured + Money(random) };

    private static T Pick<T>(Random random, IReadOnlyList<T> among) => among[random.Next(among.Count)];
}

/// <summary>A correction, and what the books must make of it.</summary>
internal sealed record LifeChange(JsonObject Body, bool IsMaterial = false)
{
    public LedgerRequest? Dropped { get; init; }

    public LedgerRequest? Changed { get; init; }

    public IReadOnlyList<LedgerRequest> Added { get; init; } = [];
}
