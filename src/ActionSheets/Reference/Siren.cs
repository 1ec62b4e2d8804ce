namespace ActionSheets.Reference;

/// <summary>The number of a French body in the SIRENE register (INSEE): nine digits, the last one a Luhn check of the others.</summary>
internal static class Siren
{
    private const int Length = 9;

    /// <summary>Whether a text is nine plain digits that pass the check; says nothing of whether the body exists.</summary>
    public static bool IsValid(string text) =>
        text.Length is Length && text.All(char.IsAsciiDigit) && text.Select(Weight).Sum() % 10 is 0;

    // Every second digit counts double, and a double of two digits as their sum.
    private static int Weight(char digit, int index)
    {
        var value = digit - '0';
        return index % 2 is 0 ? value : (2 * value) - (value > 4 ? 9 : 0);
    }
}
