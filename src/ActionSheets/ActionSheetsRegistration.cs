using ActionSheets.Agreements;
using ActionSheets.Attachments;
using ActionSheets.DeadLetters;
using ActionSheets.Drafts;
using ActionSheets.Figures;
using ActionSheets.Imports;
using ActionSheets.Mail;
using ActionSheets.Nights;
using ActionSheets.Persons;
using ActionSheets.Reference;
using ActionSheets.Registers;
using ActionSheets.Replies;
using ActionSheets.Reviews;
using ActionSheets.Selections;
using ActionSheets.Sheets;
using ActionSheets.Statements;
using ActionSheets.Storage;
using ActionSheets.Subscriptions;
using ActionSheets.Web;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ActionSheets;

/// <summary>What the product needs in the container, whoever hosts it: the Functions worker, the local host or a test.</summary>
public static class ActionSheetsRegistration
{
    /// <summary>Registers every slice. A <see cref="TimeProvider"/> registered before is kept.</summary>
    public static IServiceCollection AddActionSheets(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddRazorComponents();

        // Razor asks for a key ring that nothing here uses: forms and links carry our own HMAC. In memory it writes no file, once the service
        // that makes one on disk at the start, whoever protects, is gone; it is internal, so its name is all there is.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        foreach (var ring in services.Where(service => service.ImplementationType?.Name == "DataProtectionHostedService").ToList())
        {
            services.Remove(ring);
        }

        // Read while the host is being built; whoever needs it first waits for the rest, and a damaged file stops the start.
        var reference = Task.Run(ReferenceData.Load);
        services.AddSingleton(_ => reference.GetAwaiter().GetResult());
        return services
            .AddStorage(configuration)
            .AddWeb(configuration)
            .AddRegisters(configuration)
            .AddSheets()
            .AddDrafts()
            .AddImports()
            .AddAttachments(configuration)
            .AddMail(configuration)
            .AddReviews()
            .AddReplies()
            .AddNights()
            .AddFigures()
            .AddSelections()
            .AddAgreements()
            .AddStatements()
            .AddSubscriptions(configuration)
            .AddPersons(configuration)
            .AddDeadLetters();
    }
}
