using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActionSheets.Reference;
using ActionSheets.Registers;
using ActionSheets.Sheets;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Reviews;

/// <summary>
/// The Region or the ministry notes an answer that came by post, telephone or in a meeting: the answer as a letter takes it, with
/// <c>receivedOn</c> and <c>proof</c>. The journal names who noted it; it counts as any other, and is replaced as any other. It replaces no answer that
/// the operator gave itself and that counts.
/// </summary>
[Access(Who.Region | Who.Ministry)]
public sealed class NoteAnswer(Endpoint<NoteAnswer> endpoint, SheetRights rights, DeskRegister desks, AnswerRecorder recorder, TimeProvider clock)
{
    private const string Route = "api/action-sheets/{id}/requests/{requestId}/answers";
    private const int LongestProof = 1000;

    [Function(nameof(NoteAnswer))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string id, string requestId, CancellationToken cancellationToken) =>
        endpoint.RunJson(
            request,
            async (caller, body) =>
            {
                var (stored, problem) = caller.Role == Who.Region
                    ? await rights.FindToChange(id, caller, cancellationToken)
                    : (await rights.Find(id, caller, cancellationToken), null);
                if (problem is not null || stored?.Sheet.RequestById(requestId) is not { } asked || await desks.For(asked.Operator, stored.Sheet.LeadRegion, stored.Sheet.Axis, cancellationToken) is not { } desk)
                {
                    return (problem ?? Problem.NotFound()).ToResult();
                }

                if (asked is { Status: RequestStatus.Answered, Answer: { NotedBy: null } own })
                {
                    return Problem.AlreadyAnswered($"L'organisme a répondu lui-même le {French.Time(own.AnsweredAt)} : {AnswerLabels.Of(own.Kind)}. Lui seul peut remplacer sa réponse.").ToResult();
                }

                var letter = Letter.Of(LetterId.Of(stored.Sheet, asked.Operator), desk, stored);
                var faults = new Faults();
                var given = Read(body.Root, letter, letter.Sheets[0].KeyOf(asked), faults);
                if (faults.Any)
                {
                    return Problem.Invalid(faults.ToDictionary()).ToResult();
                }

                return ReviewEndpoint.Recorded(await recorder.Record(letter, caller.Actor, [new UnconfirmedAnswer(given, asked.Answer?.Number, stored.Sheet.Version)], cancellationToken));
            },
            cancellationToken);

    /// <summary>The two members of its own are taken out; the rest is an answer as any other.</summary>
    private GivenAnswer Read(JsonElement sent, Letter letter, string requestKey, Faults faults)
    {
        if (sent.ValueKind != JsonValueKind.Object)
        {
            faults.Add("", "Un objet JSON est attendu.");
            return AnswerForm.Read(sent, letter, signedIn: null, faults);
        }

        // What is no text is told of, and cannot be taken apart as it is.
        JsonTexts.Check(sent, faults);
        using var readable = JsonDocument.Parse(RawText.Readable(JsonMarshal.GetRawUtf8Value(sent).ToArray()));
        var (own, answer) = (new JsonObject(), new JsonObject { ["requestKey"] = requestKey });
        foreach (var member in readable.RootElement.EnumerateObject().Where(member => member.Name != "requestKey"))
        {
            (member.Name is "receivedOn" or "proof" ? own : answer)[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        }

        var (receivedOn, proof) = JsonForm.Read(
            JsonSerializer.SerializeToElement(own), faults, form => (form.Day("receivedOn", required: true), form.Text("proof", LongestProof, required: true)));
        if (receivedOn > ParisDay.Of(clock.GetUtcNow()))
        {
            faults.Add("receivedOn", "Cette date n'est pas encore passée.");
        }
        else if (receivedOn < ReferenceData.ProgrammeBegan)
        {
            // Not the sheet's own day: an operator may have written to the territory before the sheet was there.
            faults.Add("receivedOn", ReferenceData.BeforeProgramme);
        }

        var given = AnswerForm.Read(JsonSerializer.SerializeToElement(answer), letter, new Respondent("", ""), faults);
        return given with { Outside = new OutsideAnswer(receivedOn ?? default, proof ?? "") };
    }
}
