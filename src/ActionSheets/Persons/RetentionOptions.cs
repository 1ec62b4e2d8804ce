using System.ComponentModel.DataAnnotations;

namespace ActionSheets.Persons;

/// <summary>How long what is known of persons is kept: section <c>Retention</c>. The page <c>/donnees-personnelles</c> says these very numbers.</summary>
public sealed class RetentionOptions
{
    internal const string Section = "Retention";

    /// <summary>Years after the last event of a sheet, until its names, addresses and free texts go.</summary>
    [Range(1, 100)]
    public int SheetYears { get; set; } = 10;

    /// <summary>Days until an answer that nobody confirmed goes, its code with it. A link lives sixty.</summary>
    [Range(60, 3650)]
    public int UnconfirmedDays { get; set; } = 90;

    /// <summary>Days until a draft that nobody saved goes.</summary>
    [Range(30, 3650)]
    public int DraftDays { get; set; } = 365;

    /// <summary>Months until the notes of who downloaded what, by role and scope, go.</summary>
    [Range(1, 600)]
    public int DownloadMonths { get; set; } = 36;
}
