using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ActionSheets.Web;

/// <summary>What every HTTP function needs in the container.</summary>
internal static class WebRegistration
{
    public static IServiceCollection AddWeb(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AuthenticationOptions>()
            .Bind(configuration.GetSection(AuthenticationOptions.Section))
            .Configure(options => options.PlatformEnabled = string.Equals(configuration["WEBSITE_AUTH_ENABLED"], "true", StringComparison.OrdinalIgnoreCase))
            .ValidateOnStart();
        services.AddOptions<PublicOptions>().Bind(configuration).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<LinkOptions>().Bind(configuration.GetSection(LinkOptions.Section)).ValidateDataAnnotations().ValidateOnStart();

        // Pages only: files have their own encodings. What a page reflects is never beside a secret that outlives the session.
        services.AddResponseCompression(options => (options.EnableForHttps, options.MimeTypes) = (true, ["text/html"]));
        services.AddSingleton<IStartupFilter, SecurityHeaders>();
        services.AddSingleton(typeof(Endpoint<>));
        services.AddSingleton<CallerReader>();
        services.AddSingleton<PageSession>();
        services.AddSingleton<SignedLinks>();
        return services;
    }
}
