using System.Text.Json;
using ActionSheets.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace ActionSheets.Tests.Infra;

/// <summary>The app settings that Bicep writes are those that the product reads.</summary>
public sealed class AppSettingsTests
{
    /// <summary>Beside a service address, the Functions host asks an identity-based connection for this; the product knows how it signs in.</summary>
    private const string HostsOwn = "Storage__credential";

    private static readonly IReadOnlyDictionary<string, JsonElement> Settings = CompiledBicep.Main.AppSettings;

    [Fact]
    public void The_product_starts_with_them()
    {
        var services = new ServiceCollection().AddActionSheets(Configuration(Settings));
        using var provider = services.BuildServiceProvider();

        provider.GetRequiredService<IStartupValidator>().Validate();

        Assert.Null(provider.GetRequiredService<IOptions<StorageOptions>>().Value.ConnectionString);
    }

    [Fact]
    public void The_product_knows_each_of_its_own()
    {
        var configuration = Configuration(Settings.Where(setting => setting.Key != HostsOwn));
        foreach (var options in ProductOptions.All.Where(options => options.Section is not null))
        {
            configuration.GetSection(options.Section!).Get(options.Type, binder => binder.ErrorOnUnknownConfiguration = true);
        }
    }

    [Fact]
    public void Each_of_the_others_has_a_reader()
    {
        string[] hosts =
        [
            "AzureWebJobsStorage", "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
            "OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID",
        ];
        var known = ProductOptions.All.SelectMany(options => options.Section is { } section ? [section] : options.Settings).Concat(hosts);

        Assert.Empty(Settings.Keys.Select(setting => setting.Split("__")[0]).Except(known));
    }

    [Fact]
    public void Secrets_are_references_to_Key_Vault()
    {
        const string Reference = "[format('@Microsoft.KeyVault(SecretUri={0}secrets/";
        var secrets = Settings.Where(setting => setting.Key.EndsWith("Secret", StringComparison.Ordinal)
            || setting.Key.EndsWith("ApiKey", StringComparison.Ordinal)).ToList();

        Assert.Equal(3, secrets.Count);
        Assert.All(secrets, setting => Assert.StartsWith(Reference, setting.Value.GetString(), StringComparison.Ordinal));
    }

    /// <summary>They are for a machine of one's own, and the flag of the platform is the platform's to set.</summary>
    [Fact]
    public void Nothing_opens_a_door() =>
        Assert.DoesNotContain(Settings.Keys, setting =>
            setting.StartsWith("Authentication", StringComparison.OrdinalIgnoreCase)
            || setting.StartsWith("Desks", StringComparison.OrdinalIgnoreCase)
            || setting.StartsWith("WEBSITE_AUTH", StringComparison.OrdinalIgnoreCase));

    private static IConfiguration Configuration(IEnumerable<KeyValuePair<string, JsonElement>> settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(
            setting => setting.Key.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal),
            setting => (string?)Example(setting.Value.GetString()!))).Build();

    /// <summary>What the expression could become.</summary>
    private static string Example(string expression) => expression switch
    {
        _ when !expression.StartsWith('[') => expression,
        _ when expression.Contains("KeyVault", StringComparison.Ordinal) => Convert.ToBase64String(new byte[32]),
        _ when expression.Contains("Uri", StringComparison.Ordinal) => "https://storage.example/",
        _ when expression.Contains("Address", StringComparison.Ordinal) => "https://action-sheets.example",
        _ when expression.Contains("mail", StringComparison.Ordinal) => "ne-pas-repondre@action-sheets.example",
        _ => "2026-11",
    };
}
