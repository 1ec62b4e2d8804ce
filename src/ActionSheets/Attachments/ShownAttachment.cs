using System.Globalization;
using ActionSheets.Sheets;

namespace ActionSheets.Attachments;

/// <summary>An attached file as a page shows it.</summary>
/// <param name="Detail">Its type and size: <c>PDF, 120 Ko</c>.</param>
/// <param name="Path">Where it is downloaded; null while or because it is not given out.</param>
/// <param name="Refusal">Why it never will be; null while it may.</param>
public sealed record ShownAttachment(string Name, string Detail, string? Path, string? Refusal)
{
    private const int Kilo = 1000;

    /// <summary>Shown to who gave it: that it was found clean is told, and it is not given back.</summary>
    public bool IsKept { get; init; }

    public bool IsClean { get; init; }

    /// <summary>Names the file within its draft.</summary>
    public string Key { get; init; } = "";

    /// <param name="demand">What a request asks, by its id; null for files that go with none.</param>
    internal static ShownAttachment Of(NamedAttachment file, string? path, Func<string, string>? demand = null) => new(
        file.Name,
        $"{FileType.NameOf(file.Type)}, {SizeOf(file.Bytes)}{GoesWith(file, demand)}",
        file.State == AttachmentState.Clean ? path : null,
        file.State switch
        {
            AttachmentState.Infected => "L'antivirus y a trouvé un programme malveillant.",
            AttachmentState.Failed => "L'antivirus n'a pas pu le lire. Il peut être joint une nouvelle fois.",
            _ => null,
        })
    { IsClean = file.State == AttachmentState.Clean };

    private static string GoesWith(NamedAttachment file, Func<string, string>? demand) => file switch
    {
        { Message: { } message } => string.Create(CultureInfo.InvariantCulture, $", avec le message n° {message}"),
        { Request: { } request } when demand is not null => $", avec la réponse à la demande {demand(request)}",
        _ => "",
    };

    private static string SizeOf(long bytes) => bytes switch
    {
        < Kilo => string.Create(CultureInfo.InvariantCulture, $"{bytes} octets"),
        < Kilo * Kilo => string.Create(CultureInfo.InvariantCulture, $"{bytes / Kilo} Ko"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (decimal)(Kilo * Kilo):0.0} Mo").Replace('.', ','),
    };
}
