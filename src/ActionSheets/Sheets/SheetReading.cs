namespace ActionSheets.Sheets;

/// <summary>What reading a sheet gives: one of the two, nothing else.</summary>
internal abstract record SheetReading
{
    private SheetReading()
    {
    }

    /// <summary>The sheet keeps to its form and its rules.</summary>
    public sealed record Valid(SheetContent Content) : SheetReading;

    /// <summary>Every fault, French sentences by path: <c>errors</c> of a 422 answer, or of a rejected submission.</summary>
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : SheetReading;
}
