namespace ActionSheets.Sheets;

/// <summary>Life of a sheet; on the wire in kebab case.</summary>
internal enum SheetStatus
{
    Submitted,
    UnderReview,
    Settled,

    /// <summary>Annexed to a signed agreement.</summary>
    Contracted,
    UnderWay,
    Completed,
    Suspended,
    Abandoned,

    /// <summary>Goes on in another sheet.</summary>
    Merged,
    Withdrawn,
}
