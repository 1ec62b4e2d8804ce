using Microsoft.Extensions.DependencyInjection;

namespace ActionSheets.DeadLetters;

/// <summary>What dead letters need in the container.</summary>
internal static class DeadLettersRegistration
{
    public static IServiceCollection AddDeadLetters(this IServiceCollection services)
    {
        services.AddSingleton<DeadLetterList>();
        return services;
    }
}
