using System.Text.Json;
using ActionSheets.Reference;
using ActionSheets.Storage;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Imports;

/// <summary>What became of a line.</summary>
internal enum RowVerdict
{
    Accepted,

    /// <summary>The sheet was there already, from another file or an earlier line.</summary>
    Unchanged,
    Rejected,
}

/// <param name="Row">Of the spreadsheet, as it shows it.</param>
/// <param name="Reference">Of the sheet; null when there is none.</param>
/// <param name="Errors">French sentences by path of the sheet.</param>
internal sealed record ImportVerdict(int Row, RowVerdict Verdict, string? Reference, string? Id, string Title, IReadOnlyDictionary<string, string[]> Errors)
{
    /// <summary>References of submitted sheets of the same territory with a close title; only of a dry run's new sheets.</summary>
    public IReadOnlyList<string> Alike { get; init; } = [];
}

/// <summary>An import on its way, or done.</summary>
/// <param name="Id">Derived from the Region and the file.</param>
/// <param name="Region">INSEE code.</param>
/// <param name="SubmittedBy">E-mail of who sent the file; the sheets are submitted in that person's name.</param>
/// <param name="Rows">Lines of the file that are not empty.</param>
internal sealed record Import(string Id, string Region, string SubmittedBy, DateTimeOffset CreatedAt, int Rows, IReadOnlyList<string> UnknownColumns)
{
    /// <summary>How many lines have a verdict.</summary>
    public int Done => Accepted + Unchanged + Rejected;

    public int Accepted { get; init; }

    public int Unchanged { get; init; }

    public int Rejected { get; init; }

    public DateTimeOffset MovedAt { get; init; } = CreatedAt;

    public ETag ETag { get; init; }

    public string WriteId { get; init; } = "";

    public bool IsDone => Done == Rows;

    /// <summary>Persons stay out of logs.</summary>
    public override string ToString() => Id;

    public Import With(IReadOnlyList<ImportVerdict> verdicts, DateTimeOffset now) => this with
    {
        Accepted = Accepted + verdicts.Count(verdict => verdict.Verdict == RowVerdict.Accepted),
        Unchanged = Unchanged + verdicts.Count(verdict => verdict.Verdict == RowVerdict.Unchanged),
        Rejected = Rejected + verdicts.Count(verdict => verdict.Verdict == RowVerdict.Rejected),
        MovedAt = now,
        WriteId = Guid.NewGuid().ToString("N"),
    };
}

/// <summary>The rows of an import's partition: <c>import</c>, and <c>v|0000002</c> for each line.</summary>
internal static class ImportRows
{
    public const string Head = "import";
    public const string VerdictsFrom = "v|";
    public const string VerdictsTo = "v}";

    public static string PartitionOf(string region, string id) => $"{region}|{id}";

    public static TableEntity Of(Import import)
    {
        var row = new TableEntity(PartitionOf(import.Region, import.Id), Head)
        {
            ["SubmittedBy"] = import.SubmittedBy,
            ["CreatedAt"] = Instant.Text(import.CreatedAt),
            ["MovedAt"] = Instant.Text(import.MovedAt),
            ["Rows"] = import.Rows,
            ["Accepted"] = import.Accepted,
            ["Unchanged"] = import.Unchanged,
            ["Rejected"] = import.Rejected,
            ["WriteId"] = import.WriteId,
        };
        row.SetText("UnknownColumns", JsonSerializer.SerializeToUtf8Bytes(import.UnknownColumns));
        return row;
    }

    public static Import ToImport(string region, string id, TableEntity row) => new(
        id,
        region,
        row.GetString("SubmittedBy"),
        Instant.Parse(row.GetString("CreatedAt")),
        row.GetInt32("Rows")!.Value,
        JsonSerializer.Deserialize<string[]>(row.GetBytes("UnknownColumns")!)!)
    {
        Accepted = row.GetInt32("Accepted")!.Value,
        Unchanged = row.GetInt32("Unchanged")!.Value,
        Rejected = row.GetInt32("Rejected")!.Value,
        MovedAt = Instant.Parse(row.GetString("MovedAt")),
        WriteId = row.GetString("WriteId"),
        ETag = row.ETag,
    };

    public static TableEntity Of(Import import, ImportVerdict verdict)
    {
        var row = new TableEntity(PartitionOf(import.Region, import.Id), FormattableString.Invariant($"{VerdictsFrom}{verdict.Row:D7}"));
        row.SetText("Verdict", JsonSerializer.SerializeToUtf8Bytes(verdict));
        return row;
    }

    public static ImportVerdict ToVerdict(TableEntity row) => JsonSerializer.Deserialize<ImportVerdict>(row.GetBytes("Verdict"))!;
}
