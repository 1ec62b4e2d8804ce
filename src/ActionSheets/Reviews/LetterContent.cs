using System.Globalization;
using ActionSheets.Reference;

namespace ActionSheets.Reviews;

/// <summary>What a letter shows of one request.</summary>
/// <param name="Note">What came before: a question and its reply, an answer to be reconfirmed.</param>
public sealed record LetterLine(string Kind, string Amount, string Text, string? Note);

/// <summary>Why a desk is written to about one sheet.</summary>
public enum LetterOccasion
{
    /// <summary>Nothing in it was asked of this desk before.</summary>
    First,

    /// <summary>The sheet was corrected since.</summary>
    Corrected,

    /// <summary>The Region answered the desk's question; the sheet is as it was.</summary>
    Replied,
}

/// <summary>What a letter to a desk says; HTML and text are made from it alike.</summary>
public sealed record LetterContent(
    LetterOccasion Occasion, string Desk, string Region, string Territory, string Reference, int Version, string Title, string Owner, string? Budget, IReadOnlyList<LetterLine> Lines, string DueOn, string Link)
{
    /// <summary>Whether an answer that was given no longer counts.</summary>
    public bool IsToReconfirm { get; init; }

    public string Asked => French.Count(Lines.Count, "demande", "demandes");

    /// <summary>Tells apart what comes about one sheet again and again.</summary>
    public string Subject => Occasion switch
    {
        LetterOccasion.Replied => $"réponse à votre question, {OnSheet}",
        LetterOccasion.Corrected => $"version {Version.ToString(CultureInfo.InvariantCulture)}{(IsToReconfirm ? " à reconfirmer" : "")}, {OnSheet}",
        _ => OnSheet,
    };

    /// <summary>Why the desk is written to.</summary>
    public string Opening => Occasion switch
    {
        LetterOccasion.Replied => $"La Région {Region} a répondu à votre question sur une fiche action du territoire d'industrie « {Territory} » et vous adresse de nouveau {Asked}. Le délai de réponse repart.",
        LetterOccasion.Corrected => $"La Région {Region} a corrigé une fiche action du territoire d'industrie « {Territory} », qui vous adresse {Asked}. La page de réponse montre ce qui a changé.",
        _ when Version == 1 => $"La Région {Region} a déposé une fiche action du territoire d'industrie « {Territory} » et vous adresse {Asked}.",
        _ => $"La Région {Region} vous adresse {Asked}, avec la version {Version.ToString(CultureInfo.InvariantCulture)} d'une fiche action du territoire d'industrie « {Territory} ».",
    };

    private string OnSheet => $"{Asked} sur la fiche {Reference} ({Territory})";
}
