namespace ActionSheets.Sheets;

/// <summary>The closed list of event types as they stand in the journal; a new event is added here or it cannot be stored.</summary>
internal static class SheetEventTypes
{
    public static string NameOf(SheetEvent happened) => happened switch
    {
        SheetSubmitted => "submitted",
        SheetCorrected => "corrected",
        SheetWithdrawn => "withdrawn",
        QuestionReplied => "question-replied",
        LetterSent => "letter-sent",
        LetterDelivered => "letter-delivered",
        Reminded => "reminded",
        DueExtended => "due-extended",
        FollowedUp => "follow-up",
        FollowUpAsked => "follow-up-asked",
        SettlementRecalled => "settlement-recalled",
        SheetContracted => "contracted",
        SheetProgressed => "progressed",
        AnswerGiven => "answered",
        FileAttached => "attached",
        FileJudged => "attachment-judged",
        MessagePosted => "message",
        _ => throw new NotSupportedException($"{happened.GetType().Name} has no journal type."),
    };
}
