namespace ActionSheets.Persons;

/// <summary>An erasure as the API gives it: never whom it was about.</summary>
internal static class ErasureView
{
    public static object Shown(Erasure erasure) => new { erasure.Id, erasure.Kind, erasure.Sheet, State = erasure.DoneAt is null ? "under-way" : "done", erasure.AskedAt, erasure.DoneAt, erasure.Entries };
}
