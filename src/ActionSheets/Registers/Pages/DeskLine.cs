namespace ActionSheets.Registers.Pages;

/// <summary>The desks of one body on <c>/guichets</c>.</summary>
public sealed record DeskGroup(string Name, IReadOnlyList<DeskLine> Lines);

/// <summary>One line of <c>/guichets</c>, all of it text.</summary>
public sealed record DeskLine(string Scope, string Name, string Address, string Substitute, string State, int Waiting, string Coming, string Path)
{
    /// <summary>Addresses stay out of logs.</summary>
    public override string ToString() => nameof(DeskLine);
}
