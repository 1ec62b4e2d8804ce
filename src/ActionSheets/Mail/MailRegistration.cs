using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ActionSheets.Mail;

/// <summary>What mail needs in the container.</summary>
internal static class MailRegistration
{
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MailOptions>().Bind(configuration.GetSection(MailOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<DueMail>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<OwedMail>();
        services.AddSingleton<DeskNotices>();
        services.AddSingleton<MinistryMail>();
        services.AddSingleton<MailStore>();
        services.AddSingleton<MailSender>();
        services.AddSingleton<MailRenderer>();
        services.AddSingleton<SendGridMail>();
        services.AddSingleton<EventSignature>();
        services.AddSingleton<MailEvents>();
        return services;
    }
}
