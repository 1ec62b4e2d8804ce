using System.Text.Json;
using System.Text.Json.Nodes;
using ActionSheets.Reference;
using ActionSheets.Sheets;
using Xunit;

namespace ActionSheets.Tests.Sheets;

public sealed class SheetFormTests
{
    private const string Axes = "La valeur doit être l'une des suivantes : attractivite, competences, innovation, simplification.";
    private const string Statuses = "La valeur doit être l'une des suivantes : acquis, demande, a-confirmer.";
    private const string NoMonth = "Un mois est attendu, par exemple 05/2019 (2019-05 par l'API).";
    private const string WrongSiren = "Le numéro SIREN doit compter neuf chiffres et respecter sa clé de contrôle.";
    private const string Identifier = "L'identifiant d'une fiche ne contient que des lettres sans accent, des chiffres et des tirets.";
    private const string Required = "Ce champ est obligatoire.";

    [Fact]
    public void The_smallest_sheet_is_accepted()
    {
        var content = SheetExamples.Content(SheetExamples.Smallest());

        Assert.Equal("Métropole Nice Côte d'Azur", content.OwnerName);
        Assert.Equal(["Désigner un référent unique."], content.StateRequests);
        Assert.Empty(content.OperatorRequests);
        Assert.Null(content.BudgetTotal);
        Assert.Null(content.CalendarStart);
        Assert.Null(content.Contact.Email);
    }

    [Fact]
    public void The_fullest_sheet_is_accepted_and_read_whole()
    {
        var content = SheetExamples.Content(SheetExamples.Fullest());

        Assert.Equal("CAR-01", content.LocalReference);
        Assert.Equal("93", content.LeadRegionCode);
        Assert.Equal(("attractivite", "haute", "etude"), (content.Axis, content.Priority, content.Maturity));
        Assert.Equal(("epci", "200030195"), (content.OwnerType, content.OwnerSiren));
        Assert.Equal(("2019-05", "2021-12"), (content.CalendarStart.ToString(), content.CalendarEnd.ToString()));
        Assert.Equal(new Milestone(new Month(2019, 9), "Relevé du foncier et des bâtiments remis"), content.Milestones[0]);
        Assert.Equal(new BudgetLine("Relevé foncier et enquête auprès des occupants", 90_000m), content.BudgetLines[0]);
        Assert.Equal(new FundingLine("Banque des Territoires", "operateur", 150_000m, "demande"), content.FundingPlan[2]);
        Assert.Equal(
            new OperatorRequest(
                "banque-des-territoires", "ingenierie", 150_000m, "Cofinancement à 50 % des études de faisabilité et de montage de la foncière."),
            content.OperatorRequests[0]);
        Assert.Equal(new Partner("Région Sud", "pilotage régional et cofinancement"), content.Partners[1]);
        Assert.Equal(new Indicator("Surface de plancher rendue disponible", "m²", 0m, 12_000m, 2021), content.Indicators[0]);
        Assert.Equal(new Contact("chef de projet", "Métropole", "projet@metropole.example"), content.Contact);
        Assert.Equal(3, content.Objectives.Count);
        Assert.Equal(["Action cœur de ville", "FEDER"], content.RelatedProgrammes);
        Assert.Equal("93-0f8fad5b-d9cb-469f-a165-70867728950e", content.ParentId);
        Assert.NotNull(content.ExpectedResults);
        Assert.NotNull(content.Context);
        Assert.NotNull(content.Progress);
    }

    [Fact]
    public void Nothing_at_all_lacks_all_that_is_required() => Assert.Equal(
        $"axis: {Required}\ndescription: {Required}\n"
        + "operatorRequests: Au moins une demande à un opérateur ou à l'État est nécessaire.\n"
        + $"projectOwner.name: {Required}\nterritoryId: {Required}\ntitle: {Required}",
        SheetExamples.Told(SheetExamples.Errors("{}")));

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"carros\"")]
    [InlineData("12")]
    public void A_body_that_is_no_object_has_one_fault(string json) =>
        Assert.Equal(": Un objet JSON est attendu.", SheetExamples.Told(SheetExamples.Errors(json)));

    [Fact]
    public void A_body_that_is_nothing_has_one_fault() =>
        Assert.IsType<SheetReading.Invalid>(SheetForm.Read(default, SheetExamples.Reference, SheetExamples.Day));

    // Member, JSON put there, path of the one fault, sentence.
    [Theory]
    [InlineData("title", "12", "title", "Un texte est attendu.")]
    [InlineData("title", "null", "title", Required)]
    [InlineData("title", "\" \\t\\n\"", "title", Required)]
    [InlineData("axis", "\"recruter\"", "axis", Axes)]
    [InlineData("axis", "\"Innovation\"", "axis", Axes)]
    [InlineData("axis", "[\"innovation\"]", "axis", "Un texte est attendu.")]
    [InlineData("priority", "\"élevée\"", "priority", "La valeur doit être l'une des suivantes : haute, moyenne, basse.")]
    [InlineData("maturity", "\"\"", "maturity", "La valeur doit être l'une des suivantes : idee, etude, pret-a-demarrer, en-cours.")]
    [InlineData("titre", "\"x\"", "titre", "Ce champ n'est pas prévu.")]
    [InlineData("Title", "\"x\"", "Title", "Ce champ n'est pas prévu.")]
    [InlineData("territoryId", "\"atlantide\"", "territoryId", "Ce territoire n'existe pas.")]
    [InlineData("leadRegionCode", "\"75\"", "leadRegionCode", "La Région pilote de ce territoire a le code 93.")]
    [InlineData("leadRegionCode", "93", "leadRegionCode", "Un texte est attendu.")]
    [InlineData("projectOwner", "\"Carros\"", "projectOwner", "Un objet JSON est attendu.")]
    [InlineData("projectOwner", "{}", "projectOwner.name", Required)]
    [InlineData("projectOwner", "null", "projectOwner.name", Required)]
    [InlineData("projectOwner", """{"name": "X", "siren": "200030196"}""", "projectOwner.siren", WrongSiren)]
    [InlineData("projectOwner", """{"name": "X", "siren": 200030195}""", "projectOwner.siren", "Un texte est attendu.")]
    [InlineData("projectOwner", """{"name": "X", "kind": "epci"}""", "projectOwner.kind", "Ce champ n'est pas prévu.")]
    [InlineData("calendar", """{"start": "2019-13"}""", "calendar.start", NoMonth)]
    [InlineData("calendar", """{"start": "2019-05-01"}""", "calendar.start", NoMonth)]
    [InlineData("calendar", """{"start": "2019-05", "end": "2019-04"}""", "calendar.end", "La fin ne peut pas précéder le début.")]
    [InlineData("calendar", """{"milestones": [{"date": "mai 2019", "label": "Étude"}]}""", "calendar.milestones[0].date", NoMonth)]
    [InlineData("calendar", """{"milestones": {}}""", "calendar.milestones", "Une liste est attendue.")]
    [InlineData("budget", """{"currency": "USD"}""", "budget.currency", "La valeur doit être l'une des suivantes : EUR.")]
    [InlineData("budget", """{"lines": [{"amountExclTax": 1}]}""", "budget.lines[0].label", Required)]
    [InlineData("fundingPlan", """[7]""", "fundingPlan[0]", "Un objet JSON est attendu.")]
    [InlineData("fundingPlan", """[{"funder": "X", "status": "promis"}]""", "fundingPlan[0].status", Statuses)]
    [InlineData("partners", """[{"role": "urbanisme"}]""", "partners[0].name", Required)]
    [InlineData("objectives", """["Un", " "]""", "objectives[1]", "Ce texte est vide.")]
    [InlineData("objectives", "\"Un\"", "objectives", "Une liste est attendue.")]
    [InlineData("stateRequests", """[""]""", "stateRequests[0]", "Ce texte est vide.")]
    [InlineData("stateRequests", """[{"request": "x"}]""", "stateRequests[0]", "Un texte est attendu.")]
    [InlineData("operatorRequests", """[{"kind": "pret", "request": "x"}]""", "operatorRequests[0].operator", Required)]
    [InlineData("operatorRequests", """[{"operator": "bpifrance", "request": "x"}]""", "operatorRequests[0].kind", Required)]
    [InlineData("operatorRequests", """[{"operator": "bpifrance", "kind": "pret"}]""", "operatorRequests[0].request", Required)]
    [InlineData("indicators", """[{"label": "Emplois", "target": "dix"}]""", "indicators[0].target", "Un nombre est attendu.")]
    [InlineData("indicators", """[{"label": "Emplois", "targetYear": 2021.5}]""", "indicators[0].targetYear", "Une année à quatre chiffres est attendue.")]
    [InlineData("contact", """{"email": "projet à metropole"}""", "contact.email", "L'adresse électronique n'a pas la bonne forme.")]
    [InlineData("contact", """{"name": "Mme X"}""", "contact.name", "Ce champ n'est pas prévu.")]
    [InlineData("parentId", "\"../93\"", "parentId", Identifier)]
    public void A_fault_has_its_path_and_its_sentence(string member, string json, string path, string sentence)
    {
        var sheet = SheetExamples.Smallest();
        sheet[member] = JsonNode.Parse(json);
        Assert.Equal($"{path}: {sentence}", SheetExamples.Told(SheetExamples.Errors(sheet)));
    }

    [Theory]
    [InlineData("projectOwner", """{"name": "X", "siren": null, "type": null}""")]
    [InlineData("projectOwner", """{"name": "X", "siren": ""}""")]
    [InlineData("context", "\"\"")]
    [InlineData("calendar", "null")]
    [InlineData("calendar", """{"start": "2019-05", "end": "2019-05"}""")]
    [InlineData("budget", """{"totalExclTax": null, "lines": null}""")]
    [InlineData("partners", """[{"name": "Région Sud"}]""")]
    [InlineData("indicators", """[{"label": "Émissions", "baseline": 12.5, "target": -3.25, "targetYear": null}]""")]
    [InlineData("title", "\"Une\\tligne\\r\\npuis l'autre\"")]
    public void What_is_optional_may_be_absent_null_or_blank(string member, string json)
    {
        var sheet = SheetExamples.Smallest();
        sheet[member] = JsonNode.Parse(json);
        SheetExamples.Content(sheet);
    }

    [Theory]
    [InlineData("title", 300, "Le texte ne peut pas dépasser 300 caractères.")]
    [InlineData("description", 20_000, "Le texte ne peut pas dépasser 20\u202F000 caractères.")]
    public void A_text_is_as_long_as_a_person_counts(string member, int longest, string sentence)
    {
        var sheet = SheetExamples.Smallest();
        sheet[member] = string.Concat(Enumerable.Repeat("😀", longest));
        SheetExamples.Content(sheet);
        sheet[member] = new string('é', longest);
        SheetExamples.Content(sheet);
        sheet[member] = new string('é', longest + 1);
        Assert.Equal($"{member}: {sentence}", SheetExamples.Told(SheetExamples.Errors(sheet)));
    }

    [Theory]
    [InlineData("partners", 200, """{"name": "X"}""")]
    [InlineData("fundingPlan", 200, """{"funder": "X"}""")]
    [InlineData("indicators", 200, """{"label": "X"}""")]
    [InlineData("objectives", 200, "\"X\"")]
    [InlineData("stateRequests", 200, "\"X\"")]
    [InlineData("relatedProgrammes", 200, "\"X\"")]
    [InlineData("operatorRequests", 40, """{"operator": "bpifrance", "kind": "pret", "request": "X"}""")]
    public void A_list_has_its_limit(string member, int limit, string entry)
    {
        var sheet = SheetExamples.Smallest();
        sheet[member] = List(limit);
        SheetExamples.Content(sheet);
        sheet[member] = List(limit + 1);
        Assert.Equal($"{member}: La liste ne peut pas compter plus de {limit} éléments.", SheetExamples.Told(SheetExamples.Errors(sheet)));

        JsonArray List(int count) => new([.. Enumerable.Range(0, count).Select(_ => JsonNode.Parse(entry))]);
    }

    [Fact]
    public void Text_is_kept_as_sent()
    {
        var sheet = SheetExamples.Smallest();
        sheet["title"] = "  Cafe\u0301 « industriel »\u00A0! ";
        Assert.Equal("  Cafe\u0301 « industriel »\u00A0! ", SheetExamples.Content(sheet).Title);
    }

    [Theory]
    [InlineData("""{"territoryId": "carros", "title": 3}""", "carros")]
    [InlineData("""{"territoryId": "atlantide"}""", "atlantide")]
    [InlineData("""{"territoryId": 12}""", null)]
    [InlineData("""{"territoryId": "\ud800"}""", null)]
    [InlineData("""{"t\ud800": 1}""", null)]
    [InlineData("{}", null)]
    [InlineData("[]", null)]
    public void The_territory_is_known_before_the_rules(string json, string? territory) =>
        Assert.Equal(territory, SheetForm.TerritoryOf(JsonElement.Parse(json)));
}
