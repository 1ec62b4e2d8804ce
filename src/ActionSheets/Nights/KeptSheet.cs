using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ActionSheets.Sheets;

namespace ActionSheets.Nights;

/// <summary>What is kept of a sheet from one night to the next: a later night needs the entries that came since, and nothing else.</summary>
/// <param name="State">At the end of the night; null when the sheet is later.</param>
/// <param name="Past">Under which keys it counted, oldest first, as far back as a later night may look.</param>
/// <param name="Ahead">Entries that were there already, with times after the night.</param>
internal sealed record KeptSheet(string Id, Sheet? State, ImmutableArray<PastKeys> Past, ImmutableArray<KeptEntry> Ahead);

/// <summary>From <paramref name="At"/> on a sheet counted under these keys.</summary>
internal sealed record PastKeys(DateTimeOffset At, SheetKeys Keys);

/// <summary>An entry of a journal, without what proves it and without persons.</summary>
internal sealed record KeptEntry(int Number, DateTimeOffset At, string Type, string Data)
{
    public static KeptEntry Of(JournalEntry entry) => new(entry.Number, entry.At, entry.Type, entry.DataJson);

    public JournalEntry Restore() => JournalEntry.Restore(Number, At, "", Type, Data, null, null, "", "");
}

/// <summary>Times to the millisecond and the words of the journal, as in the state of a sheet.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(ActionSheets.Web.InstantConverter), typeof(SheetStatusConverter)])]
[JsonSerializable(typeof(KeptSheet))]
internal sealed partial class KeptJsonContext : JsonSerializerContext;
