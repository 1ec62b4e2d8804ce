using System.Text.Json;
using System.Text.Json.Nodes;
using ActionSheets.Attachments;
using ActionSheets.Sheets;

namespace ActionSheets.Persons;

/// <summary>
/// Takes persons out of one sheet: out of what stands beside its journal, with the salts of the digests in it, out of the bodies as sent, and out of the
/// names of its files. The journal's own entries stay as they are, so its chain holds and every night comes out the same. Runs as often as it likes.
/// </summary>
public sealed class SheetErasure(SheetStore sheets, AttachmentStore attachments, AttachmentFiles files)
{
    /// <summary>How many entries and bodies something went from.</summary>
    internal async Task<int> Erase(SheetId id, ForgottenPerson person, CancellationToken cancellationToken) =>
        await sheets.Erase(id, person.LeftOf, cancellationToken) + await Bodies(id, person.LeftOf, cancellationToken) + await Names(id, person, cancellationToken);

    /// <summary>Files named after the person get a name that says nothing. Their content is not read.</summary>
    internal async Task<int> Names(SheetId id, ForgottenPerson person, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var line in (await attachments.Lines(id, cancellationToken)).Where(line => person.IsIn(line.Name)))
        {
            await attachments.Rename(line.Id, BareName(line));
            count++;
        }

        return count;
    }

    /// <summary>All that is personal in it: names, addresses, free texts, contacts, attached files.</summary>
    internal async Task<int> EraseAll(SheetId id, CancellationToken cancellationToken)
    {
        var count = await sheets.Erase(id, _ => null, cancellationToken) + await Bodies(id, WithoutContact, cancellationToken);
        foreach (var line in await attachments.Lines(id, cancellationToken))
        {
            // The bytes first and whatever the name: a name may have been like this from the start, or a run before this one killed after it.
            await files.Remove(line.Id);
            if (line.Name != BareName(line))
            {
                await attachments.Rename(line.Id, BareName(line));
                count++;
            }
        }

        return count;
    }

    private static string BareName(AttachmentLine line) => FormattableString.Invariant($"piece-{line.Id.Number}{Path.GetExtension(line.Name)}");

    private static byte[]? WithoutContact(ReadOnlyMemory<byte> body)
    {
        var json = JsonNode.Parse(body.Span)!.AsObject();
        return json.Remove("contact") ? JsonSerializer.SerializeToUtf8Bytes(json) : null;
    }

    private async Task<int> Bodies(SheetId id, Func<ReadOnlyMemory<byte>, byte[]?> erase, CancellationToken cancellationToken)
    {
        var count = 0;
        for (var version = 1; await sheets.Body(id, version, cancellationToken) is { } body; version++)
        {
            if (erase(body) is { } left)
            {
                await sheets.ReplaceBody(id, version, left);
                count++;
            }
        }

        return count;
    }
}
