using System.Text;
using ActionSheets.Reference;
using ActionSheets.Web;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;

namespace ActionSheets.Sheets;

/// <summary>The lists of sheets a caller may read, newest first, filtered by <c>territory</c>, <c>status</c>, <c>axis</c> and <c>operator</c>.</summary>
public sealed class ReadableSheets(SheetIndex index, ReferenceData reference)
{
    internal Task<(IReadOnlyList<ListedSheet> Sheets, string? Continuation)> Page(
        Caller caller, IQueryCollection query, string? after, int size, CancellationToken cancellationToken) =>
        Page(caller, query, region: null, after, size, cancellationToken);

    /// <param name="region">The only one whose sheets are wanted; null for all that the caller may read.</param>
    internal async Task<(IReadOnlyList<ListedSheet> Sheets, string? Continuation)> Page(
        Caller caller, IQueryCollection query, string? region, string? after, int size, CancellationToken cancellationToken)
    {
        var regions = (caller.Region ?? region) is { } only ? [only] : reference.Regions.Select(known => known.Code);
        var filter = Filter(query, caller);

        // One page of each Region's list holds at least the first page of all of them together.
        var pages = await Task.WhenAll(regions.Select(code => index.Page(code, filter, after, size + 1, cancellationToken)));
        var lines = pages.SelectMany(page => page).OrderBy(line => line.RowKey, StringComparer.Ordinal).Take(size + 1).ToList();
        var continuation = lines.Count > size ? Convert.ToBase64String(Encoding.UTF8.GetBytes(lines[size - 1].RowKey)) : null;
        return ([.. lines.Take(size).Select(line => line.Sheet)], continuation);
    }

    /// <summary>A word that can match nothing is a mistake, and an empty list would hide it.</summary>
    internal void Check(IQueryCollection query, Faults faults)
    {
        CheckWord(query, "status", [.. Enum.GetValues<SheetStatus>().Select(Wire.Name)], faults);
        CheckWord(query, "axis", SheetWords.Axes, faults);
        CheckWord(query, "operator", [.. reference.Operators.Select(known => known.Code), Operator.StateCode], faults);
        if (query["territory"].ToString() is { Length: > 0 } territory && reference.TerritoryById(territory) is null)
        {
            faults.Add("territory", "Ce territoire n'existe pas.");
        }
    }

    internal static string? After(string continuation, Faults faults)
    {
        if (continuation.Length == 0)
        {
            return null;
        }

        var bytes = new byte[continuation.Length];
        if (Convert.TryFromBase64String(continuation, bytes, out var length) && Encoding.UTF8.GetString(bytes, 0, length) is var rowKey && SheetIndexRows.IsRowKey(rowKey))
        {
            return rowKey;
        }

        faults.Add("continuation", "Cette suite n'est pas de nous.");
        return null;
    }

    private static void CheckWord(IQueryCollection query, string name, IReadOnlyList<string> words, Faults faults)
    {
        if (query[name].ToString() is { Length: > 0 } word && !words.Contains(word, StringComparer.Ordinal))
        {
            faults.Add(name, JsonField.OneOfThese(words));
        }
    }

    /// <summary>Filters on other properties than the key: at most one Region's sheets are looked through, some thousands.</summary>
    private static string Filter(IQueryCollection query, Caller caller)
    {
        var filter = new StringBuilder();
        foreach (var (name, property) in (ReadOnlySpan<(string, string)>)[("territory", "TerritoryId"), ("status", "Status"), ("axis", "Axis")])
        {
            if (query[name].ToString() is { Length: > 0 } wanted)
            {
                filter.Append(" and ").Append(property).Append(TableClient.CreateQueryFilter($" eq {wanted}"));
            }
        }

        // Interregional sheets stand in each of their Regions' lists; lists across Regions take the leading one's.
        filter.Append(caller.Role == Who.Region ? "" : " and IsLead eq true");
        foreach (var asked in new[] { query["operator"].ToString(), caller.Operator })
        {
            if (asked is { Length: > 0 })
            {
                filter.Append(" and ").Append(OperatorFilter(asked));
            }
        }

        return filter.ToString();
    }

    /// <summary>An unknown code matches nothing; it never becomes part of a filter.</summary>
    private static string OperatorFilter(string code) =>
        code.All(character => char.IsAsciiLetterLower(character) || character == '-') ? SheetIndexRows.AsksProperty(code) + " eq true" : "RowKey eq ''";
}
