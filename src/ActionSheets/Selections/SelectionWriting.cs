using System.Text.Json;
using ActionSheets.Reference;
using ActionSheets.Web;

namespace ActionSheets.Selections;

/// <summary>Makes a selection of what was sent, be it by a page or a program.</summary>
public sealed class SelectionWriting(SelectionForm form, SelectionStore selections, TimeProvider clock)
{
    private const int MostOfScope = 50;

    /// <summary>Null when there are faults.</summary>
    internal async Task<Selection?> Make(JsonElement sent, Caller caller, Faults faults, CancellationToken cancellationToken)
    {
        var (name, choice) = await form.Read(sent, caller, faults, cancellationToken);

        // Sent twice, it is there already.
        var standing = await selections.Of(caller, cancellationToken);
        if (!faults.Any && standing.FirstOrDefault(one => one.Name == name && one.Choice.IsSame(choice)) is { } same)
        {
            return same;
        }

        // Two writers at the same instant may both be the fiftieth: the limit keeps the list readable, and nothing depends on it.
        if (standing.Count >= MostOfScope)
        {
            faults.Add("", $"Il y a déjà {MostOfScope} sélections : retirez-en une qui ne sert plus.");
        }

        if (faults.Any)
        {
            return null;
        }

        var made = new Selection(Guid.NewGuid().ToString("N"), Selection.ScopeOf(caller), name!, caller.Actor, Instant.NowOn(clock), choice);
        await selections.Add(made);
        return made;
    }
}
