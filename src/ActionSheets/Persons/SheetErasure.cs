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
        await sheets.Erase(id, person.LeftOf, cancellationToken) + await Bodies(id, person.LeftOf, cancellationToken);

    /// <summary>All that is personal in it: names, addresses, free texts, contacts, attached files.</summary>
    internal async Task<int> EraseAll(SheetId id, CancellationToken cancellationToken)
    {
        var count = await sheets.Erase(id, _ => null, cancellationToken) + await Bodies(id, WithoutContact, cancellationToken);
        foreach (var line in await attachments.Lines(id, cancellationToken))
        {
            var name = FormattableString.Invariant($"piece-{line.Id.Number}{Path.GetExtension(line.Name)}");
            if (line.Name != name)
            {
                await attachments.Rename(line.Id, name);
                await files.Remove(line.Id);
                count++;
            }
        }

        return count;
    }

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
