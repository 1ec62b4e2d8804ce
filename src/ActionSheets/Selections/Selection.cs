using System.Text.Json;
using ActionSheets.Reference;
using ActionSheets.Web;

namespace ActionSheets.Selections;

/// <summary>Lines whose cell in a column is one of some texts, exactly as the file has them.</summary>
internal sealed record SelectionFilter(string Column, IReadOnlyList<string> Values);

/// <summary>What is taken of one table of a night. Columns are named by their headings and stand in the order given; a line must pass every filter.</summary>
/// <param name="Table">As the night names its file, <c>regions/93/requests.csv</c>.</param>
internal sealed record SelectionChoice(string Table, IReadOnlyList<string> Columns, IReadOnlyList<SelectionFilter> Filters)
{
    /// <summary>Moves when the same choice of the same file would be written with other bytes.</summary>
    private const int Writing = 1;

    /// <summary>Whether the other takes the same of the same table.</summary>
    public bool IsSame(SelectionChoice other) => Table == other.Table && TagOn("") == other.TagOn("");

    /// <summary>What tells one cut from another: the same file and the same choice have the same.</summary>
    public string TagOn(string sha256) => Sha256Text.Of(JsonSerializer.SerializeToUtf8Bytes(new { Writing, sha256, Columns, Filters }, Wire.Json));
}

/// <summary>A named choice that everybody of its scope sees, uses and may remove.</summary>
/// <param name="Owner">Who made it: role and scope, never the person, as in the journal.</param>
internal sealed record Selection(string Id, string Scope, string Name, string Owner, DateTimeOffset CreatedAt, SelectionChoice Choice)
{
    private const string Ministry = "ministry";

    /// <summary>A Region has its own; the ministry and the administrator share theirs.</summary>
    public static string ScopeOf(Caller caller) => caller.Region is { } region ? "region-" + region : Ministry;
}
