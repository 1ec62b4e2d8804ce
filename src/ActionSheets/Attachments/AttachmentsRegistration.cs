using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ActionSheets.Attachments;

/// <summary>What attached files need in the container.</summary>
internal static class AttachmentsRegistration
{
    public static IServiceCollection AddAttachments(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AttachmentOptions>()
            .Bind(configuration.GetSection(AttachmentOptions.Section))
            .Configure(options => options.IsInAzure = configuration["WEBSITE_SITE_NAME"] is not null)
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<AttachmentStore>();
        services.AddSingleton<AttachmentWaits>();
        services.AddSingleton<AttachmentFiles>();
        services.AddSingleton<AttachmentBell>();
        services.AddSingleton<AttachmentIntake>();
        services.AddSingleton<AttachmentOrphans>();
        services.AddSingleton<GivenFiles>();
        services.AddSingleton<AttachmentJudgement>();
        services.AddSingleton<IAttachmentScanner>(provider => provider.GetRequiredService<IOptions<AttachmentOptions>>().Value.Scanner switch
        {
            AttachmentOptions.Clamd => ActivatorUtilities.CreateInstance<ClamdScanner>(provider),
            AttachmentOptions.Defender => ActivatorUtilities.CreateInstance<DefenderScanner>(provider),
            _ => ActivatorUtilities.CreateInstance<EicarOnlyScanner>(provider),
        });
        return services;
    }
}
