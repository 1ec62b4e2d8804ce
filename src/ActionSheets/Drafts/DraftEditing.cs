using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;

namespace ActionSheets.Drafts;

/// <summary>Finds and changes drafts under the rules every door shares: the Region's own, and only on top of what one has read.</summary>
public sealed class DraftEditing(DraftStore drafts, DraftFiles files, TimeProvider clock)
{
    /// <summary>The draft of this address; null when there is none in the caller's Region.</summary>
    internal async Task<Draft?> Find(Caller caller, string id, CancellationToken cancellationToken) =>
        Guid.TryParseExact(id, "D", out var guid) ? await drafts.Find(caller.Region!, guid, cancellationToken) : null;

    internal async Task<Draft> Create(Caller caller, ReadOnlyMemory<byte> content, Corrected? corrects, CancellationToken cancellationToken)
    {
        var draft = New(caller, Guid.NewGuid(), content, corrects);
        await drafts.Add(draft, cancellationToken);
        return draft;
    }

    /// <summary>Begins a draft whose id its page has chosen; null when there is one already.</summary>
    internal async Task<Draft?> Begin(Caller caller, Guid id, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var draft = New(caller, id, content, null);
        return await drafts.TryAdd(draft, cancellationToken) ? draft : null;
    }

    /// <summary>The draft as saved, or why it was not.</summary>
    internal async Task<(Draft? Draft, Problem? Problem)> Save(Draft seen, Caller caller, ReadOnlyMemory<byte> content)
    {
        if (seen.IsSubmitted)
        {
            return (null, Problem.WrongState("Ce brouillon est déjà déposé."));
        }

        var after = seen with { Revision = seen.Revision + 1, Content = content, SavedAt = Instant.NowOn(clock), SavedBy = caller.Email };
        return await drafts.Replace(seen, after) ? (after, null) : (null, Problem.StaleVersion());
    }

    /// <summary>Throws the draft away, and its files after it; false when someone has changed or submitted it meanwhile.</summary>
    internal async Task<bool> Remove(Draft seen)
    {
        await files.PromiseAll(seen, CancellationToken.None);
        if (!await drafts.Remove(seen))
        {
            return false;
        }

        // Of one that was being submitted there may be a sheet with these files; if there is none, their promises lapse.
        if (!seen.IsSubmitted)
        {
            await files.RemoveAll(seen);
        }

        return true;
    }

    /// <summary>What <c>If-Match</c> says against the draft as it stands; null when it fits.</summary>
    internal static Problem? CheckTag(HttpRequest request, Draft draft) => request.Headers.IfMatch.ToString() switch
    {
        "" => Problem.VersionRequired(),
        var tag when EntityTags.Fits(tag, draft.ETag) => null,
        _ => Problem.StaleVersion(),
    };

    private Draft New(Caller caller, Guid id, ReadOnlyMemory<byte> content, Corrected? corrects)
    {
        var now = Instant.NowOn(clock);
        return new Draft(id, caller.Region!, 1, content, now, now, caller.Email, corrects);
    }
}
