using ActionSheets.Reviews;

namespace ActionSheets.Registers;

/// <summary>What an administrator sets, by the API or on the page. Order: the entry, then what it starts at once.</summary>
public sealed class DeskWriting(DeskRegister desks, DeskSwitches switches)
{
    internal async Task<DeskEntry> Write(Desk desk, CancellationToken cancellationToken)
    {
        await desks.Write(desk, cancellationToken);
        var entry = (await desks.Read(desk.Body, desk.Scope, cancellationToken))!;

        // An absence that has begun brings the substitute in at once.
        if (entry.Present is { } present)
        {
            await switches.LookAtAbsence(present, cancellationToken);
        }

        return entry;
    }
}
