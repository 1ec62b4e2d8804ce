namespace ActionSheets.Storage;

/// <summary>Every table, queue and container of the product; <c>infra</c> is checked against this list by a test.</summary>
internal static class StorageNames
{
    public const string Drafts = "Drafts";
    public const string Sheets = "Sheets";
    public const string SheetIndex = "SheetIndex";
    public const string Mails = "Mails";
    public const string Due = "Due";
    public const string DeadLetters = "DeadLetters";
    public const string Receipts = "Receipts";
    public const string Counters = "Counters";
    public const string Desks = "Desks";
    public const string Access = "Access";
    public const string Nights = "Nights";
    public const string Downloads = "Downloads";
    public const string Attachments = "Attachments";
    public const string Imports = "Imports";
    public const string Agreements = "Agreements";
    public const string Regions = "Regions";
    public const string Subscriptions = "Subscriptions";
    public const string Erasures = "Erasures";
    public const string Statements = "Statements";
    public const string Selections = "Selections";

    public const string SubmissionsQueue = "action-sheet-submissions";
    public const string MailQueue = "mail";
    public const string NightsQueue = "nights";
    public const string AttachmentScansQueue = "attachment-scans";
    public const string ImportsQueue = "imports";
    public const string SubscriptionsQueue = "subscriptions";
    public const string ErasuresQueue = "erasures";

    public const string SubmissionsInbox = "submissions-inbox";
    public const string Exports = "exports";
    public const string Folds = "folds";
    public const string AttachmentFiles = "attachments";
    public const string ImportFiles = "imports";

    public const string PoisonSuffix = "-poison";

    public static readonly IReadOnlyList<string> Tables =
        [Sheets, SheetIndex, Mails, Due, DeadLetters, Receipts, Counters, Desks, Access, Nights, Downloads, Drafts, Attachments, Imports, Agreements, Regions, Subscriptions, Erasures, Statements, Selections];

    public static readonly IReadOnlyList<string> Queues = [SubmissionsQueue, MailQueue, NightsQueue, AttachmentScansQueue, ImportsQueue, SubscriptionsQueue, ErasuresQueue];

    public static readonly IReadOnlyList<string> Containers = [SubmissionsInbox, Exports, Folds, AttachmentFiles, ImportFiles];
}
