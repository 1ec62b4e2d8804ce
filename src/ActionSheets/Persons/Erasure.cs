namespace ActionSheets.Persons;

/// <summary>What is to be erased: a person by address, with the name under which messages were written if it is known; or all personal data of a sheet.</summary>
/// <param name="Email">Goes from the record when all is done, as <paramref name="Name"/> does.</param>
/// <param name="DoneAt">Null while it is under way.</param>
/// <param name="Entries">Journal entries, bodies and rows from which something went.</param>
internal sealed record Erasure(string Id, DateTimeOffset AskedAt, string? Email, string? Name, string? Sheet, DateTimeOffset? DoneAt = null, int Entries = 0)
{
    public string Kind => Sheet is null ? "person" : "sheet";

    /// <summary>Persons stay out of logs.</summary>
    public override string ToString() => Id;
}
