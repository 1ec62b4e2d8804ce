using System.Text.Json;
using System.Text.RegularExpressions;
using ActionSheets.Health;
using ActionSheets.Web;
using LocalHost.Functions;
using Xunit;

namespace ActionSheets.Tests.Infra;

/// <summary>What holds for the infrastructure whatever the product keeps in it.</summary>
public sealed partial class BicepTests
{
    private static readonly CompiledBicep Bicep = CompiledBicep.Main;

    [Fact]
    public void The_compiler_and_its_linter_have_nothing_to_say() => Assert.Empty(Bicep.Complaints);

    [Fact]
    public void Every_file_is_deployed()
    {
        var main = File.ReadAllText(Repository.PathTo("infra", "main.bicep"));

        Assert.All(
            Directory.GetFiles(Repository.PathTo("infra", "app")),
            file => Assert.Contains($"'app/{Path.GetFileName(file)}'", main, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_parameter_and_output_says_what_it_is() =>
        Assert.Empty(
            from template in Bicep.Templates
            from member in template.Parameters.Concat(template.Outputs)
            where !(member.Value.TryGetProperty("metadata", out var metadata) && metadata.TryGetProperty("description", out _))
            select $"{template.Name}: {member.Name}");

    [Fact]
    public void No_preview_of_an_API_is_relied_on() =>
        Assert.Empty(
            from resource in Bicep.Resources
            where resource.Json.GetProperty("apiVersion").GetString()!.EndsWith("-preview", StringComparison.Ordinal)

            // There is no other version that knows categories of logs.
            where resource.Type != "Microsoft.Insights/diagnosticSettings"
            select resource.Type);

    [Fact]
    public void What_is_secret_comes_in_as_a_secret_and_never_goes_out()
    {
        var outputs = Bicep.Templates.SelectMany(template => template.Outputs);
        var secrets = Bicep.Templates.SelectMany(template => template.Parameters).Where(parameter => Secret().IsMatch(parameter.Name)).ToList();

        Assert.NotEmpty(secrets);
        Assert.All(secrets, parameter => Assert.Equal("securestring", parameter.Value.GetProperty("type").GetString()));
        Assert.All(outputs, output => Assert.Equal("string", output.Value.GetProperty("type").GetString()));
        Assert.DoesNotMatch(@"list\w*(Keys|Secrets|Sas|Credentials)\(", Bicep.Templates[0].Json.GetRawText());
    }

    [Fact]
    public void Azd_gives_every_parameter_and_no_other()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Repository.PathTo("infra", "main.parameters.json")));

        Assert.Equal(
            Bicep.Templates[0].Parameters.Select(parameter => parameter.Name).Order(),
            file.RootElement.GetProperty("parameters").EnumerateObject().Select(parameter => parameter.Name).Order());
    }

    [Fact]
    public void Azd_finds_the_app_by_its_tag()
    {
        var service = Service().Match(File.ReadAllText(Repository.PathTo("azure.yaml")));
        var tags = Bicep.OfType("Microsoft.Web/sites").Single().Json.GetProperty("tags").GetString();

        Assert.True(File.Exists(Repository.PathTo(service.Groups["project"].Value, "ActionSheets.csproj")));
        Assert.Contains($"'azd-service-name', '{service.Groups["name"].Value}'", tags, StringComparison.Ordinal);
    }

    [Fact]
    public void Storage_opens_to_identities_only()
    {
        var accounts = Bicep.OfType("Microsoft.Storage/storageAccounts").ToList();

        Assert.Equal(2, accounts.Count);
        Assert.All(accounts, account =>
        {
            Assert.False(account.Properties["allowSharedKeyAccess"].GetBoolean());
            Assert.False(account.Properties["allowBlobPublicAccess"].GetBoolean());
            Assert.True(account.Properties["supportsHttpsTrafficOnly"].GetBoolean());
            Assert.Equal("TLS1_2", account.Properties["minimumTlsVersion"].GetString());
        });
    }

    [Fact]
    public void The_app_is_the_one_that_is_built()
    {
        var runtime = Bicep.OfType("Microsoft.Web/sites").Single().Properties["functionAppConfig"].GetProperty("runtime");

        Assert.Equal("dotnet-isolated", runtime.GetProperty("name").GetString());
        Assert.Equal(Environment.Version.ToString(2), runtime.GetProperty("version").GetString());
    }

    [Fact]
    public void Sign_in_lets_everyone_through_to_the_product()
    {
        var authentication = Bicep.OfType("Microsoft.Web/sites/config").Single(resource => resource.OwnNames.Contains("authsettingsV2")).Properties;

        Assert.True(authentication["platform"].GetProperty("enabled").GetBoolean());
        Assert.False(authentication["globalValidation"].GetProperty("requireAuthentication").GetBoolean());
        var registration = authentication["identityProviders"].GetProperty("azureActiveDirectory").GetProperty("registration");
        Assert.Contains(registration.GetProperty("clientSecretSettingName").GetString()!, Bicep.AppSettings);
    }

    [Fact]
    public void The_probe_asks_for_health_and_waits_for_its_word()
    {
        var probe = Bicep.OfType("Microsoft.Insights/webtests").Single().Properties;
        var health = FunctionCatalogue.Of(typeof(ReadHealth).Assembly).Http.Single(function => function.Function.Name == nameof(ReadHealth));

        Assert.Contains($"{{0}}/{health.Route}'", probe["Request"].GetProperty("RequestUrl").GetString(), StringComparison.Ordinal);
        Assert.Contains(
            probe["ValidationRules"].GetProperty("ContentValidation").GetProperty("ContentMatch").GetString()!,
            JsonSerializer.Serialize(new { Status = "ok", Storage = "ok" }, Wire.Json),
            StringComparison.Ordinal);
    }

    [GeneratedRegex("(Secret|ApiKey|Password)$")]
    private static partial Regex Secret();

    [GeneratedRegex(@"^services:\n  (?<name>[\w-]+):\n    project: (?<project>\S+)\n", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Service();
}
