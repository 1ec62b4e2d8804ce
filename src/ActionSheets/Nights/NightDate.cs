using System.Globalization;
using ActionSheets.Reference;

namespace ActionSheets.Nights;

/// <summary>How a night is named: by the Paris civil day it closes, <c>yyyy-MM-dd</c>; its folder is <c>yyyy/MM/dd/</c>.</summary>
internal static class NightDate
{
    /// <summary>The Prime Minister launched the programme at the Conseil national de l'industrie.</summary>
    public static readonly DateOnly ProgrammeBegan = ReferenceData.ProgrammeBegan;

    /// <summary>Before this there is nothing to tell, and time zone data is not to be trusted.</summary>
    private static readonly DateOnly Earliest = new(1970, 1, 1);

    public static bool TryParse(string? text, out DateOnly night) =>
        IsoDay.TryParse(text, out night) && night >= Earliest && night < DateOnly.MaxValue;

    public static DateOnly Parse(string text) => IsoDay.Parse(text);

    public static string Text(DateOnly night) => night.Iso();

    public static string Folder(DateOnly night) => night.ToString("yyyy'/'MM'/'dd'/'", CultureInfo.InvariantCulture);
}
