using System.Collections.Immutable;
using ActionSheets.Sheets;

namespace ActionSheets.Nights;

/// <summary>The journal of one sheet folded up to the end of a night and no further, from its first entry or from where the night before left it.</summary>
internal sealed class SheetFold
{
    private readonly NightEnds _ends;
    private readonly bool _isFollowing;
    private readonly ImmutableArray<JournalEntry>.Builder _ofTheDay = ImmutableArray.CreateBuilder<JournalEntry>();
    private readonly List<JournalEntry> _ahead = [];
    private readonly List<PastKeys> _past = [];
    private Sheet? _now;

    /// <param name="kept">What the night before kept of it; null for a sheet it did not know.</param>
    /// <param name="isFollowing">Entries come from where <paramref name="kept"/> ends, and some of before; else the whole journal does.</param>
    public SheetFold(string id, KeptSheet? kept, bool isFollowing, NightEnds ends)
    {
        (Id, _isFollowing, _ends) = (id, isFollowing, ends);
        if (kept is not null)
        {
            _now = kept.State;
            Length = kept.State?.JournalLength ?? 0;
            _past.AddRange(kept.Past);
            foreach (var entry in kept.Ahead)
            {
                Add(entry.Restore());
            }
        }
    }

    public string Id { get; }

    /// <summary>How many entries of the journal were seen.</summary>
    public int Length { get; private set; }

    /// <summary>No entry is missing, and none has a time before that of an entry before it: then what is kept can be gone on from.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>The sheet at the night; null when it did not exist yet.</summary>
    public SheetInTime? InTime => _now is null ? null : new SheetInTime(_now, At(_ends.OfDayBefore), At(_ends.OfYearBefore), _ofTheDay.ToImmutable());

    public void Add(JournalEntry entry)
    {
        if (_isFollowing && entry.Number <= Length)
        {
            return;
        }

        IsWhole &= entry.Number == Length + 1;
        Length = entry.Number;
        if (entry.At >= _ends.OfDay)
        {
            _ahead.Add(entry);
            return;
        }

        IsWhole &= _ahead.Count == 0 && !(entry.At < _now?.JournalAt);
        if (IsWhole || !_isFollowing)
        {
            Apply(entry);
        }
    }

    /// <summary>All that the next night needs.</summary>
    public KeptSheet ToKept() => new(
        Id, _now, [.. _past.Skip(Math.Max(0, _past.FindLastIndex(past => past.At < _ends.OfYearBefore)))], [.. _ahead.Select(KeptEntry.Of)]);

    private void Apply(JournalEntry entry)
    {
        _now = Sheet.Apply(_now, entry);
        var keys = SheetKeys.Of(_now);
        if (_past.Count == 0 || _past[^1].Keys != keys)
        {
            _past.Add(new PastKeys(entry.At, keys));
        }

        if (entry.At >= _ends.OfDayBefore)
        {
            _ofTheDay.Add(entry);
        }
    }

    private SheetKeys? At(DateTimeOffset end) => _past.FindLast(past => past.At < end)?.Keys;
}
