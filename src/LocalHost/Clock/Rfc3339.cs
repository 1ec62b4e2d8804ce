using System.Globalization;

namespace LocalHost.Clock;

/// <summary>Times on the wire: RFC 3339 with offset, shown in Paris time.</summary>
internal static class Rfc3339
{
    private static readonly string[] Shapes = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    /// <summary>The instant, or null; a time without offset is no instant.</summary>
    public static DateTimeOffset? Parse(string? text) =>
        text is [.., 'Z'] or [.., _, '+' or '-', _, _, ':', _, _]
        && DateTimeOffset.TryParseExact(text, Shapes, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? instant
            : null;

    public static string InParis(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, ParisTime.Zone).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture);
}
