using System.Text.Json.Nodes;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using Xunit;

namespace ActionSheets.Tests.Agreements;

/// <summary>Protocols and contracts as a script sees them: the right comes before the rules, and what one may not know of is not there.</summary>
[Collection(ProductCollection.Name)]
public sealed class AgreementRoutesTests(Product product)
{
    private const string Agreements = "/api/agreements";
    private const string Elsewhere = "75";

    [Fact]
    public async Task Another_Region_may_not_record_one_whatever_else_is_wrong()
    {
        (await product.Region(Elsewhere).PostAsync(Agreements, Prepared())).IsProblem(403, "forbidden");
        var wrong = Prepared();
        wrong["kind"] = "pacte";
        (await product.Region(Elsewhere).PostAsync(Agreements, wrong)).IsProblem(403, "forbidden");
        (await product.South.PostAsync(Agreements, wrong)).IsInvalid("kind");
    }

    [Fact]
    public async Task Every_fault_is_told_at_once()
    {
        var sheet = await product.SubmittedAsync(SheetExamples.Smallest());
        var wrong = Prepared();
        (wrong["kind"], wrong["signatories"]) = ("pacte", new JsonArray("", new JsonObject { ["group"] = "amis", ["name"] = "X" }));
        wrong["sheets"] = new JsonArray(Annexed(sheet, 9), Annexed("93-0123456789abcdef", 1), new JsonObject { ["version"] = 1 });
        (await product.South.PostAsync(Agreements, wrong)).IsInvalid("kind", "signatories[0]", "signatories[1].group", "sheets[0].version", "sheets[1].id", "sheets[2].id");
        wrong["territoryId"] = "atlantide";
        (await product.South.PostAsync(Agreements, wrong)).IsInvalid("kind", "signatories[0]", "signatories[1].group", "sheets[2].id", "territoryId");
    }

    [Fact]
    public async Task A_sheet_stands_once_in_an_agreement_and_none_was_signed_before_the_programme_began()
    {
        var sheet = await product.SubmittedAsync(SheetExamples.Smallest());
        var wrong = Prepared();
        (wrong["state"], wrong["signedOn"], wrong["sheets"]) = ("signed", "2018-11-21", new JsonArray(Annexed(sheet, 1), Annexed(sheet, 1)));
        (await product.South.PostAsync(Agreements, wrong)).IsInvalid("signedOn", "sheets[1].id");
    }

    [Fact]
    public async Task One_that_is_prepared_does_not_exist_for_others_and_a_signed_one_is_read_but_not_changed_by_them()
    {
        var created = (await product.South.PostAsync(Agreements, Prepared())).Is(201);
        var path = created.Headers.Location!.ToString();
        (await ChangeAsync(Elsewhere, path, Prepared(), created.ETag)).IsProblem(404, "not-found");

        var signed = Prepared();
        (signed["state"], signed["signedOn"]) = ("signed", "2019-03-18");
        (await ChangeAsync("93", path, signed, "\"0000000000000000\"")).IsProblem(412, "stale-version");
        (await ChangeAsync("93", path, signed, created.ETag)).Is(200);
        (await product.Region(Elsewhere).ReadAsync(path)).Is(200);
        signed["kind"] = "pacte";
        (await ChangeAsync(Elsewhere, path, signed, ifMatch: null)).IsProblem(403, "forbidden");
    }

    [Fact]
    public async Task A_signatory_may_be_a_name_or_say_its_group_and_is_answered_as_sent_and_what_was_read_can_be_sent_back()
    {
        var sent = Prepared();
        sent["signatories"] = new JsonArray("Région Sud", new JsonObject { ["name"] = "UIMM" }, new JsonObject { ["group"] = "intercommunalites", ["name"] = "Métropole" });
        var created = (await product.South.PostAsync(Agreements, sent)).Is(201);
        var read = (await product.South.ReadAsync(created.Headers.Location!.ToString())).Is(200).Json.GetProperty("signatories");
        (await product.South.PutAsync(created.Headers.Location!.ToString(), JsonNode.Parse(created.Text)!)).Is(200);
        Assert.Equal(
            """["Région Sud",{"group":null,"name":"UIMM","role":null},{"group":"intercommunalites","name":"Métropole","role":null}]""", read.GetRawText());
    }

    private static JsonObject Prepared() => new() { ["territoryId"] = "carros", ["kind"] = "protocol", ["state"] = "in-preparation" };

    private static JsonObject Annexed(string sheet, int version) => new() { ["id"] = sheet, ["version"] = version };

    private Task<Reply> ChangeAsync(string region, string path, JsonObject body, string? ifMatch) =>
        product.Region(region).AskAsync(HttpMethod.Put, path, HttpClientExtensions.Json(body.ToJsonString()), ifMatch: ifMatch);
}
