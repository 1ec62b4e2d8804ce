using System.Text.Json.Serialization;
using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Attachments;

/// <summary>A file with its name, as a sheet's reader sees it.</summary>
internal sealed record NamedAttachment(string Name, string Type, long Bytes, string Sha256, AttachmentState State)
{
    /// <summary>The request whose answer it goes with; left out for a file of the Region.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Request { get; init; }

    /// <summary>The message it goes with; left out for every other file.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Message { get; init; }

    public static NamedAttachment Of(Attachment file, string name) => new(name, file.Type, file.Bytes, file.Sha256, file.State) { Request = file.Request, Message = file.Message };
}

/// <summary>
/// The line of one file: written before its event, so a line without an event is an upload that has not ended, and is shown to nobody. The
/// state of a file is the journal's to tell.
/// </summary>
internal sealed record AttachmentLine(AttachmentId Id, string Name, string Type, long Bytes, string Sha256)
{
    /// <summary>A draft holds the file: the sheet that the draft becomes will have it. What a draft has let go stays a line, so that its number is not given again.</summary>
    public bool IsHeld { get; init; }

    public bool IsLetGo { get; init; }

    /// <summary>The draft that the file came to; null for one that came to a sheet.</summary>
    public Guid? Draft { get; init; }

    /// <summary>When an upload last took the line for itself.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Tag of the stored row: an upload that goes on and a sweep that clears away never both win.</summary>
    public ETag RowTag { get; init; }

    /// <summary>The verdict that came before there was a sheet to tell it; its journal takes it over.</summary>
    public FileJudged? Verdict { get; init; }

    public FileAttached Attached => new(Id.Number, Sha256, Type, Bytes);

    /// <summary>Of a file that no sheet has yet.</summary>
    public NamedAttachment Named => new(Name, Type, Bytes, Sha256, Attachment.StateOf(Verdict));
}

/// <summary>Table <c>Attachments</c>: one partition a sheet, which makes numbers and names unique in it.</summary>
public sealed class AttachmentStore(StorageClients storage, TimeProvider clock)
{
    private readonly TableClient _reads = storage.Table(StorageNames.Attachments);
    private readonly TableClient _commits = storage.CommitTable(StorageNames.Attachments);

    /// <summary>The files of a sheet in the order they came. A sheet without any costs no read.</summary>
    internal async Task<IReadOnlyList<NamedAttachment>> Of(Sheet sheet, CancellationToken cancellationToken)
    {
        if (sheet.Attachments.IsEmpty)
        {
            return [];
        }

        var lines = await Lines(SheetId.Parse(sheet.Id), cancellationToken);
        var names = lines.ToDictionary(line => line.Id.Number, line => line.Name);
        return [.. sheet.Attachments.Select(file => NamedAttachment.Of(file, names[file.Number]))];
    }

    /// <summary>Every line of a sheet, those of uploads that have not ended included.</summary>
    internal async Task<IReadOnlyList<AttachmentLine>> Lines(SheetId sheet, CancellationToken cancellationToken)
    {
        var partition = sheet.Value;
        var lines = new List<AttachmentLine>();
        await foreach (var row in _reads.RowsOf(partition, cancellationToken))
        {
            lines.Add(ToLine(sheet, row));
        }

        return lines;
    }

    internal async Task<AttachmentLine?> Find(AttachmentId id, CancellationToken cancellationToken) =>
        await _reads.Find(id.Sheet.Value, id.RowKey, cancellationToken) is { } row ? ToLine(id.Sheet, row) : null;

    /// <summary>False when the line changed since it was read: another upload holds it, or it was cleared away.</summary>
    internal Task<bool> TryHold(AttachmentLine line) => TryMerge(line, row => row["HeldAt"] = Instant.Text(Instant.NowOn(clock)));

    /// <summary>Takes a line that an upload left, for one that goes on with it; null when another was faster.</summary>
    internal async Task<AttachmentLine?> TryClaim(AttachmentLine line, CancellationToken cancellationToken) =>
        await TryMerge(line, row => row["At"] = Instant.Text(Instant.NowOn(clock))) ? await Find(line.Id, cancellationToken) : null;

    /// <inheritdoc cref="TryHold" />
    internal Task<bool> TryLetGo(AttachmentLine line) => TryMerge(line, row => row["LetGoAt"] = Instant.Text(Instant.NowOn(clock)));

    internal Task LetGo(AttachmentId id) => Merge(id, row => row["LetGoAt"] = Instant.Text(Instant.NowOn(clock)));

    internal Task Note(AttachmentId id, FileJudged judged) => Merge(id, row => (row["Verdict"], row["Scanner"], row["Threat"]) = (judged.Verdict, judged.Scanner, judged.Threat));

    /// <summary>The name of a file can name a person.</summary>
    internal Task Rename(AttachmentId id, string name) => Merge(id, row => row["Name"] = name);

    internal Task Remove(AttachmentId id) => _commits.DeleteEntityAsync(id.Sheet.Value, id.RowKey, ETag.All);

    /// <summary>Takes the number and the name of the line, and gives it as stored; null when another upload was faster.</summary>
    internal async Task<AttachmentLine?> TryAdd(AttachmentLine line, CancellationToken cancellationToken)
    {
        var now = Instant.NowOn(clock);
        var writeId = SheetStore.NewWriteId();
        var row = new TableEntity(line.Id.Sheet.Value, line.Id.RowKey)
        {
            ["Name"] = line.Name,
            ["Type"] = line.Type,
            ["Bytes"] = line.Bytes,
            ["Sha256"] = line.Sha256,
            ["At"] = Instant.Text(now),
            ["Draft"] = line.Draft?.ToString("D"),
            ["WriteId"] = writeId,
        };
        try
        {
            var added = await _commits.AddEntityAsync(row, cancellationToken);
            return line with { At = now, RowTag = added.Headers.ETag ?? default };
        }
        catch (RequestFailedException failed) when (failed.Status == StorageFault.Conflict)
        {
            // Our own write may have been answered by an error and met itself on the retry.
            var stands = await _reads.GetEntityAsync<TableEntity>(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
            return stands.Value.GetString("WriteId") == writeId ? ToLine(line.Id.Sheet, stands.Value) : null;
        }
    }

    private async Task<bool> TryMerge(AttachmentLine line, Action<TableEntity> change)
    {
        var row = new TableEntity(line.Id.Sheet.Value, line.Id.RowKey);
        change(row);
        try
        {
            await _commits.UpdateEntityAsync(row, line.RowTag, TableUpdateMode.Merge);
            return true;
        }
        catch (RequestFailedException failed) when (failed.Status is StorageFault.NotFound or StorageFault.PreconditionFailed)
        {
            return false;
        }
    }

    /// <summary>Does nothing where the line has gone: its draft was thrown away.</summary>
    private Task<bool> Merge(AttachmentId id, Action<TableEntity> change)
    {
        var row = new TableEntity(id.Sheet.Value, id.RowKey);
        change(row);
        return _commits.TryMerge(row, CancellationToken.None);
    }

    private static AttachmentLine ToLine(SheetId sheet, TableEntity row)
    {
        var id = new AttachmentId(sheet, int.Parse(row.RowKey, System.Globalization.CultureInfo.InvariantCulture));
        var isLetGo = row.ContainsKey("LetGoAt");
        return new AttachmentLine(id, row.GetString("Name"), row.GetString("Type"), row.GetInt64("Bytes") ?? 0, row.GetString("Sha256"))
        {
            IsHeld = row.ContainsKey("HeldAt") && !isLetGo,
            IsLetGo = isLetGo,
            Draft = row.GetString("Draft") is { } draft ? Guid.ParseExact(draft, "D") : null,
            At = Instant.Parse(row.GetString("At")),
            RowTag = row.ETag,
            Verdict = row.GetString("Verdict") is { } verdict ? new FileJudged(id.Number, verdict, row.GetString("Scanner"), row.GetString("Threat")) : null,
        };
    }
}
