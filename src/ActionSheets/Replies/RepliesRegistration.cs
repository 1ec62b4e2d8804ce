using Microsoft.Extensions.DependencyInjection;

namespace ActionSheets.Replies;

/// <summary>What replies to letters need in the container.</summary>
internal static class RepliesRegistration
{
    public static IServiceCollection AddReplies(this IServiceCollection services)
    {
        services.AddSingleton<ReplyAddresses>();
        services.AddSingleton<ReplyFiling>();
        return services;
    }
}
