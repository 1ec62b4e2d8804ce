using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ActionSheets;

/// <summary>What the product needs in the container, whoever hosts it.</summary>
internal static class ActionSheetsServices
{
    public static IServiceCollection AddActionSheets(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services;
    }
}
