using Microsoft.Extensions.DependencyInjection;

namespace ActionSheets.Figures;

/// <summary>What the figures of the day need in the container.</summary>
internal static class FiguresRegistration
{
    public static IServiceCollection AddFigures(this IServiceCollection services)
    {
        services.AddSingleton<DayFigureReader>();
        services.AddSingleton<FigureRows>();
        return services;
    }
}
