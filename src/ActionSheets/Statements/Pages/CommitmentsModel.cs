namespace ActionSheets.Statements.Pages;

/// <summary>What the page of a territory's commitments shows.</summary>
public sealed record CommitmentsModel(
    string Territory, string Path, string FormToken, IReadOnlyList<(string Label, string Value)> Totals, IReadOnlyList<CommitmentLine> Commitments, IReadOnlyList<StatementLine> Statements);

/// <summary>One commitment in words.</summary>
public sealed record CommitmentLine(string Sheet, string Reference, string Title, string Operator, string Told, string Receipt);

/// <summary>A statement that was made. <paramref name="IsInForce"/>: it says what stands now.</summary>
public sealed record StatementLine(string Path, string MadeAt, string Count, bool IsInForce);
