using System.Collections;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ActionSheets.Tests.Infra;

/// <summary>One options class that the product registers, and the section it reads; null is the root.</summary>
internal sealed record ProductOptions(Type Type, string? Section)
{
    public static readonly IReadOnlyList<ProductOptions> All = [.. Find()];

    /// <summary>Every setting it reads, as an app setting is named; of a list, the first.</summary>
    public IEnumerable<string> Settings => Leaves(Type, Section is null ? "" : Section + "__");

    private static IEnumerable<ProductOptions> Find() =>
        from service in new ServiceCollection().AddActionSheets(new ConfigurationBuilder().Build())
        where service.ServiceType.IsGenericType && service.ServiceType.GetGenericTypeDefinition() == typeof(IConfigureOptions<>)
        let type = service.ServiceType.GenericTypeArguments[0]
        where type.Assembly == typeof(ActionSheetsRegistration).Assembly
        group type by type into types
        select new ProductOptions(types.Key, SectionOf(types.Key));

    private static string? SectionOf(Type type) =>
        (string?)type.GetField("Section", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)?.GetRawConstantValue();

    private static IEnumerable<string> Leaves(Type type, string prefix) =>
        type.GetProperties().SelectMany(property =>
            property.PropertyType != typeof(string) && property.PropertyType.IsAssignableTo(typeof(IEnumerable))
                ? Leaves(property.PropertyType.GenericTypeArguments[0], $"{prefix}{property.Name}__0__")
                : [prefix + property.Name]);
}
