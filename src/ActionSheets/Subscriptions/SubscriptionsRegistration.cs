using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ActionSheets.Subscriptions;

/// <summary>What those who are told of changes need in the container.</summary>
internal static class SubscriptionsRegistration
{
    public static IServiceCollection AddSubscriptions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SubscriptionOptions>().Bind(configuration.GetSection(SubscriptionOptions.Section)).ValidateOnStart();
        services.AddSingleton<SubscriptionStore>();
        services.AddSingleton<SubscriptionForm>();
        services.AddSingleton<SubscriberClient>();
        services.AddSingleton<SubscriptionBell>();
        services.AddSingleton<SubscriptionMail>();
        services.AddSingleton<Telling>();
        return services;
    }
}
