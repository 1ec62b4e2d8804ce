using ActionSheets.Sheets;
using Microsoft.Extensions.DependencyInjection;

namespace ActionSheets.Statements;

/// <summary>What statements of commitments need in the container.</summary>
internal static class StatementsRegistration
{
    public static IServiceCollection AddStatements(this IServiceCollection services)
    {
        services.AddSingleton<StatementStore>();
        services.AddSingleton<Commitments>();
        services.AddSingleton<StatementDocument>();
        services.AddSingleton<StatementPages>();
        services.AddSingleton<IProofs, StatementProofs>();
        return services;
    }
}
