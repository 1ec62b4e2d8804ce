using System.Reflection;
using ActionSheets.Storage;
using LocalHost.Functions;
using Xunit;

namespace ActionSheets.Tests.Infra;

/// <summary>What the product keeps its data in, and what Bicep makes, are the same.</summary>
public sealed class StorageInBicepTests
{
    private static readonly CompiledBicep Bicep = CompiledBicep.Main;

    [Fact]
    public void Every_name_is_in_one_list()
    {
        var names = typeof(StorageNames).GetFields(BindingFlags.Static | BindingFlags.Public).Where(field => field.IsLiteral)
            .Where(field => field.Name != nameof(StorageNames.PoisonSuffix))
            .Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal(names.Order(), StorageNames.Tables.Concat(StorageNames.Queues).Concat(StorageNames.Containers).Order());
    }

    [Fact]
    public void Tables_are_those_of_the_product() => AssertSame(StorageNames.Tables, Made("tableServices/tables"));

    [Fact]
    public void Queues_are_those_of_the_product_each_with_its_poison_queue() =>
        AssertSame(StorageNames.Queues.SelectMany(name => new[] { name, name + StorageNames.PoisonSuffix }), Made("queueServices/queues"));

    [Fact]
    public void Containers_are_those_of_the_product() => AssertSame(StorageNames.Containers, Made("blobServices/containers"));

    [Fact]
    public void The_package_is_deployed_to_a_container_that_is_made()
    {
        var address = Bicep.Templates.Single(template => template.Name == "storage").Outputs.Single(output => output.Name == "deploymentUri");

        Assert.Single(Made("blobServices/containers", "hostAccountName"));
        Assert.Contains("variables('deployment')", address.Value.GetProperty("value").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_listens_only_to_queues_that_are_made_through_a_connection_that_is_set()
    {
        var triggers = FunctionCatalogue.Of(typeof(StorageNames).Assembly).Queues;

        Assert.NotEmpty(triggers);
        Assert.All(triggers, trigger =>
        {
            Assert.Contains(trigger.Queue, StorageNames.Queues.Concat(StorageNames.Queues.Select(name => name + StorageNames.PoisonSuffix)));
            Assert.Contains(trigger.Queue, Made("queueServices/queues"));
            Assert.All(
                (string[])["queueServiceUri", "credential", "clientId"],
                setting => Assert.Contains($"{trigger.Connection}__{setting}", Bicep.AppSettings));
        });
    }

    private static void AssertSame(IEnumerable<string> expected, IEnumerable<string> made) => Assert.Equal(expected.Order(), made.Order());

    private static List<string> Made(string kind, string account = "dataAccountName") =>
    [
        .. Bicep.OfType("Microsoft.Storage/storageAccounts/" + kind)
            .Where(resource => resource.Name.Contains($"parameters('{account}')", StringComparison.Ordinal))
            .SelectMany(resource => resource.OwnNames),
    ];
}
