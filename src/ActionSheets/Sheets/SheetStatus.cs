namespace ActionSheets.Sheets;

/// <summary>Life of a sheet; on the wire in kebab case.</summary>
internal enum SheetStatus
{
    Submitted,
    UnderReview,
    Settled,
    Withdrawn,
}
