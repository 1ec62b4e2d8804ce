using ActionSheets.Reference;

namespace ActionSheets.Sheets;

/// <summary>
/// What an action sheet says, typed. Texts are as sent; what was absent, null or blank is null, and an absent list is empty.
/// Amounts are euros before tax, null when unknown. The body as sent, not this, is what is kept and answered.
/// </summary>
internal sealed record SheetContent
{
    /// <summary>The Region's own number.</summary>
    public string? LocalReference { get; init; }

    /// <summary>Identifier of the sheet this one stems from; its shape is checked, not its existence.</summary>
    public string? ParentId { get; init; }

    /// <summary>Slug of the territory.</summary>
    public required string TerritoryId { get; init; }

    /// <summary>INSEE code of the lead Region, when the sender repeats it.</summary>
    public string? LeadRegionCode { get; init; }

    public required string Title { get; init; }

    /// <summary>One of <see cref="SheetWords.Axes"/>.</summary>
    public required string Axis { get; init; }

    public string? Priority { get; init; }

    public required string OwnerName { get; init; }

    public string? OwnerType { get; init; }

    public string? OwnerSiren { get; init; }

    public string? Context { get; init; }

    public required string Description { get; init; }

    public required IReadOnlyList<string> Objectives { get; init; }

    public string? ExpectedResults { get; init; }

    public required IReadOnlyList<string> RelatedProgrammes { get; init; }

    public required IReadOnlyList<Partner> Partners { get; init; }

    public Month? CalendarStart { get; init; }

    public Month? CalendarEnd { get; init; }

    public required IReadOnlyList<Milestone> Milestones { get; init; }

    public decimal? BudgetTotal { get; init; }

    public required IReadOnlyList<BudgetLine> BudgetLines { get; init; }

    public required IReadOnlyList<FundingLine> FundingPlan { get; init; }

    /// <summary>Euros already granted by others than operators.</summary>
    public decimal Secured => FundingPlan.Where(line => line is { FunderKind: not "operateur", Status: "acquis" }).Sum(line => line.Amount ?? 0);

    /// <summary>In the order sent: they are the requests <c>r1, r2...</c> of the answer.</summary>
    public required IReadOnlyList<OperatorRequest> OperatorRequests { get; init; }

    /// <summary>In the order sent: they are the requests <c>s1, s2...</c> of the answer.</summary>
    public required IReadOnlyList<string> StateRequests { get; init; }

    public required IReadOnlyList<Indicator> Indicators { get; init; }

    public string? Maturity { get; init; }

    public string? Progress { get; init; }

    /// <summary>Personal data: never in mails, nights or open data.</summary>
    public required Contact Contact { get; init; }
}

/// <summary>A body that takes part in the action.</summary>
internal sealed record Partner(string Name, string? Role);

/// <summary>A step of the calendar.</summary>
internal sealed record Milestone(Month? Date, string Label);

/// <summary>A post of the budget, in euros before tax.</summary>
internal sealed record BudgetLine(string Label, decimal? Amount);

/// <summary>Who pays what; <paramref name="FunderKind"/> and <paramref name="Status"/> are words of <see cref="SheetWords"/>.</summary>
internal sealed record FundingLine(string Funder, string? FunderKind, decimal? Amount, string? Status);

/// <summary>What is asked of an operator: its code, a kind of <see cref="SheetWords.RequestKinds"/>, an amount or none, a text.</summary>
internal sealed record OperatorRequest(string Operator, string Kind, decimal? Amount, string Request);

/// <summary>A measure of success.</summary>
internal sealed record Indicator(string Label, string? Unit, decimal? Baseline, decimal? Target, int? TargetYear);

/// <summary>Whom to write to about the sheet; personal data.</summary>
internal sealed record Contact(string? Role, string? Organisation, string? Email);
