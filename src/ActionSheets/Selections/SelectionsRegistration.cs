using Microsoft.Extensions.DependencyInjection;

namespace ActionSheets.Selections;

/// <summary>What selections of nightly tables need in the container.</summary>
internal static class SelectionsRegistration
{
    public static IServiceCollection AddSelections(this IServiceCollection services)
    {
        services.AddSingleton<SelectionStore>();
        services.AddSingleton<SelectionTables>();
        services.AddSingleton<SelectionForm>();
        services.AddSingleton<SelectionWriting>();
        services.AddSingleton<SelectionGiving>();
        services.AddSingleton<SelectionPages>();
        return services;
    }
}
