namespace ActionSheets.Registers;

/// <summary>
/// What a desk serves, as its key says it: a Region's INSEE code or <c>*</c>, and after a point one axis of the programme where the desk serves no other:
/// <c>84</c>, <c>*.competences</c>.
/// </summary>
internal static class DeskScope
{
    public const string AllRegions = "*";

    public static string Of(string region, string? axis) => axis is null ? region : $"{region}.{axis}";

    public static string RegionOf(string scope) => scope.Split('.')[0];

    /// <summary>Null for a desk of every axis.</summary>
    public static string? AxisOf(string scope) => scope.Split('.') is [_, var axis] ? axis : null;

    /// <summary>The scopes that may serve, the nearest first: the Region counts before the axis.</summary>
    public static IReadOnlyList<string> Serving(string region, string? axis) =>
        axis is null ? [region, AllRegions] : [Of(region, axis), region, Of(AllRegions, axis), AllRegions];
}
