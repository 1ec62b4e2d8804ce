using Microsoft.Extensions.DependencyInjection;

namespace ActionSheets.Imports;

/// <summary>What bulk imports need in the container.</summary>
internal static class ImportsRegistration
{
    public static IServiceCollection AddImports(this IServiceCollection services)
    {
        services.AddSingleton<ImportRegister>();
        services.AddSingleton<ImportBell>();
        services.AddSingleton<RowIntake>();
        services.AddSingleton<ImportWork>();
        services.AddSingleton<ImportIntake>();
        services.AddSingleton<ImportPages>();
        return services;
    }
}
