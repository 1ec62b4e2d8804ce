namespace Support;

/// <summary>A captured mail as <c>GET /local/mail</c> gives it.</summary>
public sealed record SentMail(
    string Id,
    IReadOnlyList<string> To,
    string From,
    string Subject,
    string? Text,
    string? Html,
    IReadOnlyDictionary<string, string> Headers,
    IReadOnlyDictionary<string, string> CustomArgs,
    IReadOnlyList<string> Categories,
    DateTimeOffset ReceivedAt);
