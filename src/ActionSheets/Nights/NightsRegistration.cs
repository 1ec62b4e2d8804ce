using Microsoft.Extensions.DependencyInjection;

namespace ActionSheets.Nights;

/// <summary>What the nights need in the container.</summary>
internal static class NightsRegistration
{
    public static IServiceCollection AddNights(this IServiceCollection services)
    {
        services.AddSingleton<NightRegister>();
        services.AddSingleton<DownloadLinks>();
        services.AddSingleton<NightBell>();
        services.AddSingleton<NightChain>();
        services.AddSingleton<NightMaker>();
        services.AddSingleton<NightAlarms>();
        services.AddSingleton<NightProgress>();
        services.AddSingleton<KeptFolds>();
        services.AddSingleton<NightDownloads>();
        services.AddSingleton<PublishedFiles>();
        services.AddSingleton<NightFileGiving>();
        services.AddSingleton<NightFigures>();
        services.AddSingleton<NightsOverTime>();
        services.AddSingleton<NightMail>();
        return services;
    }
}
