namespace ActionSheets.Sheets;

/// <summary>A file of a sheet, as its journal tells of it. Its name is personal data and stands in table <c>Attachments</c>, its bytes in a blob.</summary>
/// <param name="Number">With the sheet's id, the name of its row and of its blob.</param>
/// <param name="Type">Media type found in the content.</param>
internal sealed record Attachment(int Number, string Sha256, string Type, long Bytes, DateTimeOffset At)
{
    public AttachmentState State { get; init; } = AttachmentState.Quarantine;

    /// <summary>The request whose answer it goes with; null for a file of the Region.</summary>
    public string? Request { get; init; }

    /// <summary>Number of that answer; null in journals that do not tell.</summary>
    public int? Answer { get; init; }

    /// <summary>Number of the message it goes with; null for every other file.</summary>
    public int? Message { get; init; }

    public DateTimeOffset? ScannedAt { get; init; }

    public static Attachment Of(FileAttached attached, DateTimeOffset at) => new(attached.Number, attached.Sha256, attached.Type, attached.Bytes, at) { Request = attached.Request, Answer = attached.Answer, Message = attached.Message };

    public Attachment Judged(FileJudged judged, DateTimeOffset at) => this with
    {
        State = StateOf(judged),
        ScannedAt = at,
    };

    public static AttachmentState StateOf(FileJudged? judged) => judged?.Verdict switch
    {
        null => AttachmentState.Quarantine,
        "clean" => AttachmentState.Clean,
        "infected" => AttachmentState.Infected,
        "failed" => AttachmentState.Failed,
        var other => throw new InvalidOperationException($"{other} is not a verdict."),
    };
}

/// <summary>What is known of an attached file; on the wire in lower case. Only what is clean is ever given out.</summary>
internal enum AttachmentState
{
    Quarantine,
    Clean,
    Infected,

    /// <summary>The scanner could not look at it and will not try again.</summary>
    Failed,
}
