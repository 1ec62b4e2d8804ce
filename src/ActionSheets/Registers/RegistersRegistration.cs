using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ActionSheets.Registers;

/// <summary>What desks, access and the settings of Regions need in the container.</summary>
internal static class RegistersRegistration
{
    public static IServiceCollection AddRegisters(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DeskOptions>().Bind(configuration.GetSection(DeskOptions.Section)).ValidateOnStart();
        services.AddSingleton<AccessRegister>();
        services.AddSingleton<DeskRegister>();
        services.AddSingleton<DeskWaits>();
        services.AddSingleton<DeskWriting>();
        services.AddSingleton<DeskPages>();
        services.AddSingleton<RegionRegister>();
        services.AddHostedService<ExampleDesks>();
        return services;
    }
}
