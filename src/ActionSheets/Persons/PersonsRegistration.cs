using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ActionSheets.Persons;

/// <summary>What is kept of persons needs in the container.</summary>
internal static class PersonsRegistration
{
    public static IServiceCollection AddPersons(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RetentionOptions>().Bind(configuration.GetSection(RetentionOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ErasureStore>();
        services.AddSingleton<SheetErasure>();
        services.AddSingleton<PersonErasure>();
        return services;
    }
}
