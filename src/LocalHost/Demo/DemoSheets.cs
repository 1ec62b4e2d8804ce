using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ActionSheets.Reference;
using LocalHost.SignIn;

namespace LocalHost.Demo;

/// <summary>Submits the sample sheets, each as the Region that leads its territory and under a key of its own: twice is once.</summary>
internal sealed class DemoSheets(DemoClient client, ReferenceData reference)
{
    /// <summary>How many there are.</summary>
    public async Task<int> SubmitAsync(CancellationToken cancellationToken)
    {
        var file = ReferenceFiles.OpenSampleSheets();
        await using (file)
        {
            using var document = await JsonDocument.ParseAsync(file, cancellationToken: cancellationToken);
            var sheets = document.RootElement.GetProperty("sheets");
            foreach (var sheet in sheets.EnumerateArray())
            {
                var region = reference.TerritoryById(sheet.GetProperty("territoryId").GetString()!)!.LeadRegion;
                await client.PostAsync(
                    "/api/action-sheets", sheet.GetRawText(), Person(region), Key(sheet.GetProperty("localReference").GetString()!), cancellationToken);
            }

            return sheets.GetArrayLength();
        }
    }

    private Person Person(string region) =>
        new("region", region, Operator: null, $"Service des fiches, {reference.RegionByCode(region)!.Name}", $"fiches@region-{region}.example");

    private static Guid Key(string localReference) => new(SHA256.HashData(Encoding.UTF8.GetBytes("sample-sheets/" + localReference)).AsSpan(0, 16));
}
