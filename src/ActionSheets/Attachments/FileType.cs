namespace ActionSheets.Attachments;

/// <summary>A type of file that may be attached. The first extension is the one a name is given that has none of them.</summary>
internal sealed record FileType(string MediaType, params string[] Extensions)
{
    public static readonly FileType Pdf = new("application/pdf", ".pdf");
    public static readonly FileType Png = new("image/png", ".png");
    public static readonly FileType Jpeg = new("image/jpeg", ".jpg", ".jpeg");
    public static readonly FileType OdfText = new("application/vnd.oasis.opendocument.text", ".odt");
    public static readonly FileType OdfSpreadsheet = new("application/vnd.oasis.opendocument.spreadsheet", ".ods");
    public static readonly FileType OoxmlText = new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx");
    public static readonly FileType OoxmlSpreadsheet = new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx");

    private static readonly FileType[] All = [Pdf, OdfText, OdfSpreadsheet, OoxmlText, OoxmlSpreadsheet, Png, Jpeg];

    /// <summary>For the attribute <c>accept</c> of a field: what a browser offers first, and never what decides.</summary>
    public static string Accepted { get; } = string.Join(',', All.SelectMany(type => type.Extensions));

    /// <summary>What people call a type: <c>PDF</c>.</summary>
    public static string NameOf(string mediaType) => All.First(type => type.MediaType == mediaType).Extensions[0][1..].ToUpperInvariant();
}

/// <summary>What looking into a file gives: its type, or a French sentence that says why it is refused.</summary>
internal readonly record struct FileReading(FileType? Type, string? Refusal)
{
    public static readonly FileReading Unknown = Refused("Seuls les fichiers PDF, ODT, ODS, DOCX, XLSX, PNG et JPEG sont acceptés, d'après leur contenu.");
    public static readonly FileReading Ambiguous = Refused("Ce fichier peut aussi se lire comme un fichier d'un autre type.");
    public static readonly FileReading Macros = Refused("Ce document contient des macros ou un programme.");
    public static readonly FileReading Encrypted = Refused("Ce document est protégé par un mot de passe : l'antivirus ne peut pas le lire. Enregistrez-le sans protection, puis joignez-le.");
    public static readonly FileReading TooExpanded = Refused("Ce document compressé est trop grand une fois ouvert.");
    public static readonly FileReading Damaged = Refused("Ce fichier est abîmé ou incomplet.");

    public static FileReading Of(FileType type) => new(type, null);

    private static FileReading Refused(string sentence) => new(null, sentence);
}
