namespace ActionSheets.Registers;

/// <summary>The bodies of desks that are no operator's; that of the State is <see cref="Reference.Operator.StateCode"/>.</summary>
internal static class DeskBody
{
    public const string Region = "region";
    public const string Ministry = "ministere";
}
