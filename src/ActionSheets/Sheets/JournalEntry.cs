using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using ActionSheets.Reference;

namespace ActionSheets.Sheets;

/// <summary>
/// One entry of a sheet's journal. <c>hash</c> is the SHA-256 of the RFC 8785 form of
/// <c>{actor, at, data, number, previousHash, type}</c>; <c>previousHash</c> of the first entry is 64 zeros.
/// <paramref name="DataJson"/> is kept in canonical form, so the hash needs no second reading.
/// </summary>
internal sealed record JournalEntry(
    int Number,
    DateTimeOffset At,
    string Actor,
    string Type,
    string DataJson,
    SheetEvent Event,
    PrivateData? Private,
    string? PrivateSalt,
    string PreviousHash,
    string Hash)
{
    public static readonly string Genesis = new('0', 64);

    private const string DigestMember = "privateDigest";

    public static JournalEntry Append(int number, DateTimeOffset at, string actor, SheetEvent happened, PrivateData? personal, string previousHash)
    {
        var type = SheetEventTypes.NameOf(happened);
        var data = JsonSerializer.SerializeToNode(happened, TypeInfoOf(type))!.AsObject();
        string? salt = null;
        if (personal is not null)
        {
            salt = RandomNumberGenerator.GetHexString(32, lowercase: true);
            data[DigestMember] = DigestOf(personal, salt);
        }

        using var document = JsonDocument.Parse(data.ToJsonString());
        var dataJson = Encoding.UTF8.GetString(CanonicalJson.Bytes(document.RootElement));
        var hash = HashOf(number, at, actor, type, dataJson, previousHash);
        return new JournalEntry(number, at, actor, type, dataJson, happened, personal, salt, previousHash, hash);
    }

    public static JournalEntry Restore(
        int number, DateTimeOffset at, string actor, string type, string dataJson, string? personal, string? salt, string previousHash, string hash)
    {
        var happened = FindTypeInfo(type) is { } known ? (SheetEvent)JsonSerializer.Deserialize(dataJson, known)! : new UnknownEvent();
        var privateData = personal is null ? null : JsonSerializer.Deserialize(personal, SheetJsonContext.Default.PrivateData);
        return new JournalEntry(number, at, actor, type, dataJson, happened, privateData, salt, previousHash, hash);
    }

    /// <summary>True when this entry's own hash is right and its personal data, unless erased, is what was signed.</summary>
    public bool IsIntact()
    {
        var hashHolds = Hash == HashOf(Number, At, Actor, Type, DataJson, PreviousHash);
        var privateHolds = Private is null || PrivateSalt is null || (string?)JsonNode.Parse(DataJson)![DigestMember] == DigestOf(Private, PrivateSalt);
        return hashHolds && privateHolds;
    }

    private static string HashOf(int number, DateTimeOffset at, string actor, string type, string dataJson, string previousHash)
    {
        // Members in the order of RFC 8785; actor, type and time hold only characters that need no escape.
        var canonical = $$"""{"actor":"{{actor}}","at":"{{Instant.Text(at)}}","data":{{dataJson}},"number":{{number}},"previousHash":"{{previousHash}}","type":"{{type}}"}""";
        return Sha256Text.Of(canonical);
    }

    private static string DigestOf(PrivateData personal, string salt)
    {
        var canonical = CanonicalJson.Bytes(JsonSerializer.SerializeToElement(personal, SheetJsonContext.Default.PrivateData));
        return Sha256Text.Of([.. Encoding.ASCII.GetBytes(salt), .. canonical]);
    }

    private static JsonTypeInfo TypeInfoOf(string type) => FindTypeInfo(type) ?? throw new NotSupportedException($"Journal type {type} is not known to this version.");

    private static JsonTypeInfo? FindTypeInfo(string type) => type switch
    {
        "submitted" => SheetJsonContext.Default.SheetSubmitted,
        "corrected" => SheetJsonContext.Default.SheetCorrected,
        "withdrawn" => SheetJsonContext.Default.SheetWithdrawn,
        "question-replied" => SheetJsonContext.Default.QuestionReplied,
        "letter-sent" => SheetJsonContext.Default.LetterSent,
        "letter-delivered" => SheetJsonContext.Default.LetterDelivered,
        "reminded" => SheetJsonContext.Default.Reminded,
        "due-extended" => SheetJsonContext.Default.DueExtended,
        "follow-up" => SheetJsonContext.Default.FollowedUp,
        "follow-up-asked" => SheetJsonContext.Default.FollowUpAsked,
        "settlement-recalled" => SheetJsonContext.Default.SettlementRecalled,
        "contracted" => SheetJsonContext.Default.SheetContracted,
        "progressed" => SheetJsonContext.Default.SheetProgressed,
        "answered" => SheetJsonContext.Default.AnswerGiven,
        "attached" => SheetJsonContext.Default.FileAttached,
        "attachment-judged" => SheetJsonContext.Default.FileJudged,
        "message" => SheetJsonContext.Default.MessagePosted,
        _ => null,
    };
}
