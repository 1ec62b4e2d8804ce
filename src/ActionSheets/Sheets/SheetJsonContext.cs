using System.Text.Json;
using System.Text.Json.Serialization;
using ActionSheets.Web;

namespace ActionSheets.Sheets;

/// <summary>Serialization of events, generated at build time: the journal's bytes depend on it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(InstantConverter), typeof(SheetStatusConverter)])]
[JsonSerializable(typeof(SheetSubmitted))]
[JsonSerializable(typeof(SheetCorrected))]
[JsonSerializable(typeof(SheetWithdrawn))]
[JsonSerializable(typeof(QuestionReplied))]
[JsonSerializable(typeof(LetterSent))]
[JsonSerializable(typeof(LetterDelivered))]
[JsonSerializable(typeof(Reminded))]
[JsonSerializable(typeof(DueExtended))]
[JsonSerializable(typeof(FollowedUp))]
[JsonSerializable(typeof(FollowUpAsked))]
[JsonSerializable(typeof(SettlementRecalled))]
[JsonSerializable(typeof(SheetContracted))]
[JsonSerializable(typeof(SheetProgressed))]
[JsonSerializable(typeof(AnswerGiven))]
[JsonSerializable(typeof(FileAttached))]
[JsonSerializable(typeof(FileJudged))]
[JsonSerializable(typeof(MessagePosted))]
[JsonSerializable(typeof(PrivateData))]
[JsonSerializable(typeof(Sheet))]
internal sealed partial class SheetJsonContext : JsonSerializerContext;

/// <summary>States in a journal are the words of the wire.</summary>
internal sealed class SheetStatusConverter() : JsonStringEnumConverter<SheetStatus>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
