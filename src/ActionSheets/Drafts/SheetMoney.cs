using System.Text.Json;
using ActionSheets.Reference;

namespace ActionSheets.Drafts;

/// <summary>The funding equation of a sheet being written. Euros before tax; null is unknown.</summary>
public sealed record SheetMoney(decimal? Total, decimal Lines, decimal Funding)
{
    /// <summary>Whether an amount was typed that is none, or one in two ways: then nothing is added up.</summary>
    public bool IsUnclear { get; init; }

    /// <summary>What the funding plan still lacks, or has too much, as a sentence.</summary>
    public string Sentence => Total switch
    {
        _ when IsUnclear => "Un montant est à préciser : le plan de financement n'est pas encore additionné.",
        null => $"Le plan de financement réunit {Euros.Write(Funding)} ; le coût total n'est pas encore connu.",
        { } total when total > Funding => $"Le plan de financement réunit {Euros.Write(Funding)} sur {Euros.Write(total)} : il manque {Euros.Write(total - Funding)}.",
        { } total when total < Funding => $"Le plan de financement réunit {Euros.Write(Funding)} pour un coût de {Euros.Write(total)} : c'est {Euros.Write(Funding - total)} de trop.",
        _ => $"Le plan de financement est complet : {Euros.Write(Funding)}.",
    };

    internal static SheetMoney Of(ReadOnlyMemory<byte> content)
    {
        using var sheet = JsonDocument.Parse(content);
        var budget = Member(sheet.RootElement, "budget");
        return new SheetMoney(Amount(budget, "totalExclTax"), Sum(Member(budget, "lines"), "amountExclTax"), Sum(Member(sheet.RootElement, "fundingPlan"), "amount"))
        { IsUnclear = IsText(budget, "totalExclTax") || AnyText(Member(sheet.RootElement, "fundingPlan"), "amount") };
    }

    private static JsonElement Member(JsonElement value, string name) => value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : default;

    private static decimal? Amount(JsonElement value, string name) =>
        Member(value, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDecimal(out var amount) ? amount : null;

    /// <summary>What was typed and could not be read as a number is kept as text.</summary>
    private static bool IsText(JsonElement value, string name) => Member(value, name).ValueKind == JsonValueKind.String;

    private static bool AnyText(JsonElement list, string name) => list.ValueKind == JsonValueKind.Array && list.EnumerateArray().Any(entry => IsText(entry, name));

    private static decimal Sum(JsonElement list, string name) =>
        list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Sum(entry => Math.Min(Amount(entry, name) ?? 0, 1_000_000_000_000m)) : 0;
}
