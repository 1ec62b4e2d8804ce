using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;

namespace ActionSheets.Statements;

/// <summary>Whose commitments may be seen: those of a territory of one's Region, or of any for who reads all.</summary>
public sealed class StatementPages(ReferenceData reference)
{
    internal const string Route = "territoires/{territory}/engagements";
    internal const Who Readers = Who.Region | Who.Ministry | Who.Administrator;

    internal static string PathOf(string territory) => $"/territoires/{territory}/engagements";

    internal static string PathOf(Statement statement) => $"{PathOf(statement.TerritoryId)}/{statement.Fingerprint()}";

    internal async Task<IResult> WithTerritory(Caller caller, string id, Func<Territory, Task<IResult>> show) =>
        reference.TerritoryById(id) is { } territory && (caller.Region is not { } own || territory.Regions.Contains(own, StringComparer.Ordinal))
            ? await show(territory)
            : Page.Of(Problem.NotFound());
}
