namespace ActionSheets.Web;

/// <summary>Who may call a function. Several may be combined; the higher value reads more.</summary>
[Flags]
internal enum Who
{
    None = 0,

    /// <summary>No identity needed: lists, receipts, health, signed links, open data.</summary>
    Anyone = 1,
    Region = 2,
    Operator = 4,
    Ministry = 8,
    Administrator = 16,
    SignedIn = Region | Operator | Ministry | Administrator,
}

/// <summary>
/// The access rule of an HTTP function; <see cref="Endpoint{TFunction}"/> enforces it and a test fails for a route without one. What a
/// caller may see within its role (its Region, its requests) is decided where the data is read.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class AccessAttribute(Who who) : Attribute
{
    public Who Who { get; } = who;
}

/// <summary>An API function whose answer is a file and not JSON, so that any <c>Accept</c> will do.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class GivesFilesAttribute : Attribute;

/// <summary>Who is asking. <paramref name="Region"/> is set for a Region, <paramref name="Operator"/> for an operator.</summary>
internal sealed record Caller(Who Role, string? Region, string? Operator, string Name, string Email)
{
    public static readonly Caller Anonymous = new(Who.Anyone, null, null, "", "");

    /// <summary>A Region or an operator that does not say which one may do nothing.</summary>
    public bool IsScoped => Role switch
    {
        Who.Region => Region is not null,
        Who.Operator => Operator is not null,
        _ => true,
    };

    /// <summary>How the journal names this caller: role and scope, never the person.</summary>
    public string Actor => Role switch
    {
        Who.Region => "region/" + Region,
        Who.Operator => "operator/" + Operator,
        Who.Ministry => "ministry",
        Who.Administrator => "administrator",
        _ => "anyone",
    };

    /// <summary>Addresses stay out of logs, also by accident.</summary>
    public override string ToString() => Actor;
}
