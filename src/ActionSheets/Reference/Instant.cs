using System.Globalization;

namespace ActionSheets.Reference;

/// <summary>An instant as the product writes it: RFC 3339 with the offset of Paris, to the millisecond.</summary>
internal static class Instant
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.FFFzzz";

    /// <summary>The present, cut to the millisecond so that what is stored is what was hashed.</summary>
    public static DateTimeOffset NowOn(TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }

    /// <summary>The minute it falls in.</summary>
    public static DateTimeOffset MinuteOf(DateTimeOffset instant) => instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMinute));

    public static string Text(DateTimeOffset instant) => ParisDay.InParis(instant).ToString(Format, CultureInfo.InvariantCulture);

    public static DateTimeOffset Parse(string text) => DateTimeOffset.ParseExact(text, Format, CultureInfo.InvariantCulture);
}
