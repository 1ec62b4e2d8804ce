using System.Text.Json;
using ActionSheets.Reference;
using ActionSheets.Web;

namespace ActionSheets.Sheets;

/// <summary>
/// Reads the JSON of an action sheet: the members and words of the contract, and no others. Required are <c>territoryId</c>,
/// <c>title</c>, <c>axis</c>, <c>projectOwner.name</c>, <c>description</c>, a request (<see cref="SheetRules"/>), and in each entry of
/// a list what makes it one: a partner's name, a label, a funder, a request's operator, kind and text.
/// </summary>
internal static class SheetForm
{
    /// <summary>Characters of a title.</summary>
    public const int LongestTitle = 300;

    /// <summary>Characters of the description, and of any other text: the contract bounds only these two.</summary>
    public const int LongestText = 20_000;

    /// <summary>Requests to operators; each makes a letter.</summary>
    public const int MostOperatorRequests = 40;

    /// <summary>Entries of any other list.</summary>
    public const int MostEntries = 200;

    /// <summary>Reads a body and applies every rule; never throws, whatever the JSON.</summary>
    /// <param name="body">The body as sent.</param>
    /// <param name="reference">Territories and operators.</param>
    /// <param name="day">Paris civil day of submission, on which the operators must be in the programme.</param>
    /// <returns>The content, or every fault at once.</returns>
    public static SheetReading Read(JsonElement body, ReferenceData reference, DateOnly day)
    {
        var faults = new Faults();
        var content = JsonForm.Read(body, faults, ReadSheet);
        if (body.ValueKind is JsonValueKind.Object)
        {
            SheetRules.Check(content, reference, day, faults);
        }

        return faults.Any ? new SheetReading.Invalid(faults.ToDictionary()) : new SheetReading.Valid(content);
    }

    /// <summary>
    /// The territory a body names, or null when it names none that can be read. For the question of right, which comes before the
    /// rules: a null, or a territory that does not exist, is then a fault and not a refusal.
    /// </summary>
    public static string? TerritoryOf(JsonElement body) =>
        JsonForm.Read(body, new Faults(), form => form.Text("territoryId", LongestText));

    private static SheetContent ReadSheet(JsonForm form)
    {
        var owner = form.Object("projectOwner", ReadOwner, required: true);
        var calendar = form.Object("calendar", ReadCalendar);
        var budget = form.Object("budget", ReadBudget);
        return new SheetContent
        {
            LocalReference = form.Text("localReference", LongestText),
            ParentId = ReadParent(form),
            TerritoryId = Required(form, "territoryId"),
            LeadRegionCode = form.Text("leadRegionCode", LongestText),
            Title = form.Text("title", LongestTitle, required: true) ?? "",
            Axis = form.OneOf("axis", SheetWords.Axes, required: true) ?? "",
            Priority = form.OneOf("priority", SheetWords.Priorities),
            OwnerName = owner.Name,
            OwnerType = owner.Type,
            OwnerSiren = owner.Siren,
            Context = form.Text("context", LongestText),
            Description = Required(form, "description"),
            Objectives = form.Texts("objectives", MostEntries, LongestText),
            ExpectedResults = form.Text("expectedResults", LongestText),
            RelatedProgrammes = form.Texts("relatedProgrammes", MostEntries, LongestText),
            Partners = form.List("partners", MostEntries, ReadPartner),
            CalendarStart = calendar.Start,
            CalendarEnd = calendar.End,
            Milestones = calendar.Milestones,
            BudgetTotal = budget.Total,
            BudgetLines = budget.Lines,
            FundingPlan = form.List("fundingPlan", MostEntries, ReadFunding),
            OperatorRequests = form.List("operatorRequests", MostOperatorRequests, ReadRequest),
            StateRequests = form.Texts("stateRequests", MostEntries, LongestText),
            Indicators = form.List("indicators", MostEntries, ReadIndicator),
            Maturity = form.OneOf("maturity", SheetWords.Maturities),
            Progress = form.Text("progress", LongestText),
            Contact = form.Object("contact", ReadContact),
        };
    }

    private static string? ReadParent(JsonForm form)
    {
        const int Longest = 100;
        var parent = form.Text("parentId", LongestText);
        if (parent is null || (parent.Length <= Longest && parent.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-')))
        {
            return parent;
        }

        form.Fault("parentId", "L'identifiant d'une fiche ne contient que des lettres sans accent, des chiffres et des tirets.");
        return null;
    }

    private static (string Name, string? Type, string? Siren) ReadOwner(JsonForm form)
    {
        var siren = form.Text("siren", LongestText);
        if (siren is not null && !Siren.IsValid(siren))
        {
            form.Fault("siren", "Le numéro SIREN doit compter neuf chiffres et respecter sa clé de contrôle.");
        }

        return (Required(form, "name"), form.OneOf("type", SheetWords.OwnerTypes), siren);
    }

    private static (Month? Start, Month? End, IReadOnlyList<Milestone> Milestones) ReadCalendar(JsonForm form)
    {
        var (start, end) = (form.Month("start"), form.Month("end"));
        if (start is { } first && end is { } last && last.IsBefore(first))
        {
            form.Fault("end", "La fin ne peut pas précéder le début.");
        }

        return (start, end, form.List("milestones", MostEntries, step => new Milestone(step.Month("date"), Required(step, "label"))));
    }

    private static (decimal? Total, IReadOnlyList<BudgetLine> Lines) ReadBudget(JsonForm form)
    {
        form.OneOf("currency", SheetWords.Currencies);
        var lines = form.List("lines", MostEntries, line => new BudgetLine(Required(line, "label"), line.Amount("amountExclTax")));
        return (form.Amount("totalExclTax"), lines);
    }

    private static Partner ReadPartner(JsonForm form) => new(Required(form, "name"), form.Text("role", LongestText));

    private static FundingLine ReadFunding(JsonForm form) => new(
        Required(form, "funder"),
        form.OneOf("funderKind", SheetWords.FunderKinds),
        form.Amount("amount"),
        form.OneOf("status", SheetWords.FundingStatuses));

    private static OperatorRequest ReadRequest(JsonForm form) => new(
        Required(form, "operator"),
        form.OneOf("kind", SheetWords.RequestKinds, required: true) ?? "",
        form.Amount("amount"),
        Required(form, "request"));

    private static Indicator ReadIndicator(JsonForm form) => new(
        Required(form, "label"),
        form.Text("unit", LongestText),
        form.Number("baseline"),
        form.Number("target"),
        form.Year("targetYear"));

    private static Contact ReadContact(JsonForm form) =>
        new(form.Text("role", LongestText), form.Text("organisation", LongestText), form.Email("email"));

    // Empty stands for what was not readable: the fault is known, and the rules pass over it.
    private static string Required(JsonForm form, string member) => form.Text(member, LongestText, required: true) ?? "";
}
