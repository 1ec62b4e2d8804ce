using Microsoft.Extensions.DependencyInjection;

namespace ActionSheets.Drafts;

/// <summary>What sheets that are being written need in the container.</summary>
internal static class DraftsRegistration
{
    public static IServiceCollection AddDrafts(this IServiceCollection services)
    {
        services.AddSingleton<DraftStore>();
        services.AddSingleton<DraftEditing>();
        services.AddSingleton<DraftSubmission>();
        services.AddSingleton<DraftPages>();
        services.AddSingleton<SummaryPages>();
        services.AddSingleton<DraftCopies>();
        services.AddSingleton<DraftLinks>();
        services.AddSingleton<DraftMail>();
        services.AddSingleton<DraftSigning>();
        services.AddSingleton<SigningPages>();
        services.AddSingleton<DraftLetters>();
        services.AddSingleton<DraftFiles>();
        return services;
    }
}
