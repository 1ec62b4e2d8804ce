using ActionSheets.Reference;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ActionSheets.Registers;

/// <summary>Section <c>Desks</c>.</summary>
public sealed class DeskOptions
{
    internal const string Section = "Desks";

    /// <summary>Fills an empty register with desks at <c>.example</c> addresses, which no mail can reach. For a machine of one's own.</summary>
    public bool Examples { get; set; }
}

/// <summary>Fills the register on fresh storage when asked to (contract, section 5); never touches a desk that is there.</summary>
internal sealed class ExampleDesks(IOptions<DeskOptions> options, DeskRegister desks, ReferenceData reference, TimeProvider clock) : IHostedLifecycleService
{
    /// <summary>After every <c>StartAsync</c>: the tables are there by then, also where the services start side by side.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.Examples || await desks.Has(DeskBody.Ministry, DeskRegister.AllRegions, cancellationToken))
        {
            return;
        }

        var today = ParisDay.Of(clock.GetUtcNow());

        // The ministry's desk last: its presence says that all the others are there.
        var regions = reference.Regions.Select(region => Example(DeskBody.Region, region.Code, "fiches", $"region-{region.Code}.example", $"Région {region.Name}"));
        var operators = reference.Operators.Select(asked => Example(asked.Code, DeskRegister.AllRegions, "guichet", $"{asked.Code}.example", $"Guichet {asked.NameOn(today)}"));
        var state = Example(Operator.StateCode, DeskRegister.AllRegions, "guichet", "etat.example", "Guichet de l'État");
        var ministry = Example(DeskBody.Ministry, DeskRegister.AllRegions, "territoires", "ministere.example", "Délégation aux territoires d'industrie");
        foreach (var desk in (Desk[])[.. regions, .. operators, state, ministry])
        {
            await desks.Write(desk, cancellationToken);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static Desk Example(string body, string scope, string mailbox, string domain, string name) =>
        new(body, scope, name, $"{mailbox}@{domain}", $"suppleance@{domain}", null, null, null, null);
}
