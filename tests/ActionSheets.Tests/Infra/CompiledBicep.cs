using System.Diagnostics;
using System.Text.Json;

namespace ActionSheets.Tests.Infra;

/// <summary><c>infra/main.bicep</c> as the compiler gives it to Azure, made once.</summary>
internal sealed record CompiledBicep(string Complaints, IReadOnlyList<Template> Templates)
{
    private static readonly Lazy<CompiledBicep> Compiled = new(Compile);

    public static CompiledBicep Main => Compiled.Value;

    public IEnumerable<Resource> Resources => Templates.SelectMany(template => template.Resources);

    public IReadOnlyDictionary<string, JsonElement> AppSettings =>
        OfType("Microsoft.Web/sites/config").Single(resource => resource.OwnNames.Contains("appsettings")).Properties;

    public IEnumerable<Resource> OfType(string type) => Resources.Where(resource => resource.Type == type);

    private static CompiledBicep Compile()
    {
        using var compiler = Process.Start(new ProcessStartInfo(Repository.BicepCompiler, ["build", Repository.PathTo("infra", "main.bicep"), "--stdout"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var complaints = compiler.StandardError.ReadToEndAsync();
        var template = compiler.StandardOutput.ReadToEnd();
        compiler.WaitForExit();
        return compiler.ExitCode == 0
            ? new CompiledBicep(complaints.Result, [.. WithModules(new Template("main", JsonDocument.Parse(template).RootElement))])
            : throw new InvalidOperationException($"infra/main.bicep does not compile:\n{complaints.Result}");
    }

    private static IEnumerable<Template> WithModules(Template template) => [template, .. template.Modules.SelectMany(WithModules)];
}
