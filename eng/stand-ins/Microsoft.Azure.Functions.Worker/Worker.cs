// A stand-in, not Microsoft's worker: the members of Microsoft.Azure.Functions.Worker this product names, so that it
// compiles where the NuGet feed lacks the package (docs/packages.md). It runs no function; LocalHost does that.

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker
{
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class FunctionAttribute(string name) : Attribute
    {
        public string Name { get; } = name;
    }
}

namespace Microsoft.Azure.Functions.Worker.Builder
{
    public static class FunctionsApplication
    {
        public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
    }

    public sealed class FunctionsApplicationBuilder : IHostApplicationBuilder
    {
        private readonly HostApplicationBuilder _builder;

        internal FunctionsApplicationBuilder(string[] args) => _builder = Host.CreateApplicationBuilder(args);

        public IServiceCollection Services => _builder.Services;

        public ConfigurationManager Configuration => _builder.Configuration;

        IConfigurationManager IHostApplicationBuilder.Configuration => _builder.Configuration;

        public IHostEnvironment Environment => _builder.Environment;

        public ILoggingBuilder Logging => _builder.Logging;

        public IMetricsBuilder Metrics => _builder.Metrics;

        public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_builder).Properties;

        public void ConfigureContainer<TContainerBuilder>(
            IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
            where TContainerBuilder : notnull => _builder.ConfigureContainer(factory, configure);

        public IHost Build() => new HostWithoutFunctions(_builder.Build());
    }

    internal sealed class HostWithoutFunctions(IHost host) : IHost
    {
        public IServiceProvider Services => host.Services;

        public Task StartAsync(CancellationToken cancellationToken = default)
        {
            Console.Error.WriteLine(
                "This build has stand-ins for the Azure Functions worker and cannot run under the Functions host: " +
                "start it here with 'dotnet run --project src/LocalHost', or build it against the real packages (docs/packages.md).");
            System.Environment.ExitCode = 1;
            Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

        public void Dispose() => host.Dispose();
    }
}
