using Microsoft.Extensions.DependencyInjection;

namespace ActionSheets.Agreements;

/// <summary>What agreements need in the container.</summary>
internal static class AgreementsRegistration
{
    public static IServiceCollection AddAgreements(this IServiceCollection services)
    {
        services.AddSingleton<AgreementStore>();
        services.AddSingleton<AgreementPages>();
        services.AddSingleton<AgreementView>();
        services.AddSingleton<FoundAgreements>();
        services.AddSingleton<Signing>();
        return services;
    }
}
