using System.Collections.Immutable;
using System.Text.Json;
using ActionSheets.Reference;
using ActionSheets.Web;

namespace ActionSheets.Sheets;

/// <summary>Writes a request and its answer as the contract gives them, wherever they stand.</summary>
internal static class RequestView
{
    public static void Write(Utf8JsonWriter writer, Request request, JsonElement sent)
    {
        writer.WriteStartObject();
        writer.WriteString("id", request.Id);
        writer.WriteString("operator", request.Operator);
        writer.WriteString("kind", request.Kind);
        Amount(writer, "amount", request.Amount);
        writer.WriteString("request", SheetView.TextOf(request, sent));
        writer.WriteString("status", Wire.Name(request.Status));
        writer.WriteString("sentAt", request.SentAt is { } sentAt ? Instant.Text(sentAt) : null);
        writer.WriteString("deliveredAt", request.DeliveredAt is { } deliveredAt ? Instant.Text(deliveredAt) : null);
        writer.WriteString("dueOn", Day(request.DueOn));
        Write(writer, "reminders", request.Reminders);
        WriteFollowUp(writer, request.FollowUp);
        Write(writer, "followUpAsked", request.FollowUpAsked);
        writer.WritePropertyName("answer");
        WriteAnswer(writer, request.Answer);
        WriteEarlier(writer, request);
        writer.WriteEndObject();
    }

    /// <summary>Answers that a later one replaced, oldest first; left out where there are none.</summary>
    private static void WriteEarlier(Utf8JsonWriter writer, Request request)
    {
        if (request.Answers.Length < 2)
        {
            return;
        }

        writer.WriteStartArray("earlierAnswers");
        foreach (var earlier in request.Answers[..^1])
        {
            WriteAnswer(writer, earlier);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, string name, ImmutableArray<SentReminder> reminders)
    {
        writer.WriteStartArray(name);
        foreach (var reminder in reminders)
        {
            writer.WriteStartObject();
            writer.WriteString("step", reminder.Step);
            writer.WriteString("at", Instant.Text(reminder.At));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteFollowUp(Utf8JsonWriter writer, FollowUp? followUp)
    {
        if (followUp is null)
        {
            writer.WriteNull("followUp");
            return;
        }

        writer.WriteStartObject("followUp");
        writer.WriteString("openedOn", Day(followUp.OpenedOn));
        writer.WriteString("decidedOn", Day(followUp.DecidedOn));
        writer.WriteString("firstPaymentOn", Day(followUp.FirstPaymentOn));
        Amount(writer, "amountPaid", followUp.AmountPaid);
        writer.WriteString("at", Instant.Text(followUp.At));
        writer.WriteEndObject();
    }

    public static void WriteAnswer(Utf8JsonWriter writer, Answer? answer)
    {
        if (answer is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        WriteAnswerMembers(writer, answer);
        writer.WriteEndObject();
    }

    public static void WriteAnswerMembers(Utf8JsonWriter writer, Answer answer)
    {
        writer.WriteString("kind", answer.Kind);
        Amount(writer, "amount", answer.Amount);
        writer.WriteString("amountKind", answer.AmountKind);
        writer.WriteString("conditions", answer.Conditions);
        writer.WriteString("validUntil", Day(answer.ValidUntil));
        writer.WriteString("appraisalOpensOn", Day(answer.AppraisalOpensOn));
        writer.WriteString("reason", answer.Reason);
        writer.WriteString("comment", answer.Comment);
        writer.WriteString("question", answer.Question);
        if (answer.RepliedAt is { } repliedAt)
        {
            writer.WriteString("reply", answer.Reply);
            writer.WriteString("repliedAt", Instant.Text(repliedAt));
        }

        writer.WriteStartObject("respondent");
        writer.WriteString("name", answer.RespondentName);
        writer.WriteEndObject();
        writer.WriteNumber("sheetVersion", answer.SheetVersion);
        writer.WriteString("answeredAt", Instant.Text(answer.AnsweredAt));
        writer.WriteNumber("number", answer.Number);
        if (answer.Replaces is { } replaced)
        {
            writer.WriteNumber("replaces", replaced);
        }
        else
        {
            writer.WriteNull("replaces");
        }

        writer.WriteString("receipt", answer.Receipt);
        if (answer.Confidentiality is { } level)
        {
            writer.WriteString("confidentiality", level);
        }

        if (answer.IsAboveAsked is true)
        {
            writer.WriteBoolean("aboveAsked", value: true);
        }

        if (answer.NotedBy is { } notedBy)
        {
            writer.WriteStartObject("noted");
            writer.WriteString("by", notedBy);
            writer.WriteString("receivedOn", Day(answer.ReceivedOn));
            writer.WriteString("proof", answer.Proof);
            writer.WriteEndObject();
        }
    }

    private static string? Day(DateOnly? day) => day?.Iso();

    public static void Amount(Utf8JsonWriter writer, string name, decimal? amount)
    {
        if (amount is { } euros)
        {
            writer.WriteNumber(name, euros);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
