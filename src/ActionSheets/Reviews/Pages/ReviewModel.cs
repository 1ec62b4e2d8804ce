using ActionSheets.Web.Forms;

namespace ActionSheets.Reviews.Pages;

/// <summary>What <c>/avis/{token}</c> shows, all of it text: the letter, what was typed, and what is wrong with it.</summary>
public sealed record ReviewModel(string Token, string FormToken, ReviewedSheet Sheet, IReadOnlyList<ReviewedRequest> Requests, TypedFields Fields)
{
    /// <summary>What an operator may grant; offered, not imposed: the API takes any word.</summary>
    public static readonly IReadOnlyList<string> AmountKinds = ["subvention", "prêt", "fonds propres", "garantie", "ingénierie", "en nature"];

    public string RequestCount => Reference.French.Count(Requests.Count, "demande", "demandes");
}

/// <summary>The sheet under review.</summary>
public sealed record ReviewedSheet(
    string Reference, string Title, string Region, string Desk, string Territory, string Owner, string Budget, string Version, string? Description, string? DueOn,
    IReadOnlyList<(string Label, string Value)> Details);

/// <summary>One request of the letter. <paramref name="Standing"/>: the answer that counts so far.</summary>
/// <param name="Changes">What differs from the version this desk answered or first saw.</param>
public sealed record ReviewedRequest(string Id, string Kind, string Amount, string Text, string? Standing, IReadOnlyList<(string Label, string Before, string After)> Changes);

/// <summary>One line of the receipt page.</summary>
public sealed record RecordedLine(string Title, string RequestKey, string RecordedAt, string Number, string Receipt);
