using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Web;

namespace ActionSheets.Nights;

/// <summary><c>action-sheets.jsonl</c>: one JSON object a line and sheet, its requests and answers in it, for machines. Members always in this order; unknown is null.</summary>
internal sealed class SheetLines : IDisposable
{
    public const string File = "action-sheets.jsonl";

    /// <summary>Line separators of Unicode are escaped, so that a line is a line for whoever splits them.</summary>
    private static readonly JsonWriterOptions OneLine = new() { Indented = false, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private readonly DateOnly _night;
    private readonly ReferenceData _reference;
    private readonly MemoryStream _line = new();
    private readonly Utf8JsonWriter _json;

    public SheetLines(DateOnly night, ReferenceData reference)
    {
        (_night, _reference) = (night, reference);
        _json = new Utf8JsonWriter(_line, OneLine);
    }

    /// <summary>The line of a sheet; the bytes are good until the next.</summary>
    public TextLines LineOf(Sheet sheet, IReadOnlyList<string> regions)
    {
        _line.SetLength(0);
        _json.WriteStartObject();
        WriteSheet(sheet, regions);
        _json.WriteStartArray("requests");
        foreach (var request in sheet.Requests)
        {
            WriteRequest(request);
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        _line.Write("\n"u8);
        return new TextLines(_line.GetBuffer().AsMemory(0, (int)_line.Length), 1);
    }

    public void Dispose()
    {
        _json.Dispose();
        _line.Dispose();
    }

    private void WriteSheet(Sheet sheet, IReadOnlyList<string> regions)
    {
        Text("reference", sheet.Reference);
        Text("id", sheet.Id);
        _json.WriteNumber("version", sheet.Version);
        Text("territoryId", sheet.TerritoryId);
        Text("territory", _reference.TerritoryById(sheet.TerritoryId)?.Name);
        Text("leadRegion", sheet.LeadRegion);
        _json.WriteStartArray("regions");
        foreach (var region in regions)
        {
            _json.WriteStringValue(region);
        }

        _json.WriteEndArray();
        Text("axis", sheet.Axis);
        Text("title", sheet.Title);
        Text("owner", sheet.Owner);
        Text("ownerSiren", sheet.OwnerSiren);
        Text("status", Wire.Name(sheet.Status));
        Day("submittedOn", ParisDay.Of(sheet.SubmittedAt));
        Amount("budget", sheet.Budget);
        Amount("requested", sheet.Requested);
        Amount("agreed", sheet.Agreed);
        Amount("missing", sheet.Missing);
    }

    private void WriteRequest(Request request)
    {
        var days = RequestDays.Of(request, _night);
        _json.WriteStartObject();
        Text("id", request.Id);
        Text("operator", request.Operator);
        Text("kind", request.Kind);
        Amount("amount", request.Amount);
        Text("status", Wire.Name(request.Status));
        Day("sentOn", days.SentOn);
        Day("dueOn", days.DueOn);
        Day("answeredOn", days.AnsweredOn);
        Whole("workingDays", days.WorkingDays);
        WriteIsLate(days.IsLate);
        Day("openedOn", request.FollowUp?.OpenedOn);
        Day("decidedOn", request.FollowUp?.DecidedOn);
        Day("firstPaymentOn", request.FollowUp?.FirstPaymentOn);
        Amount("amountPaid", request.FollowUp?.AmountPaid);
        _json.WriteStartArray("answers");
        foreach (var answer in request.Answers)
        {
            WriteAnswer(answer);
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private void WriteAnswer(Answer answer)
    {
        _json.WriteStartObject();
        _json.WriteNumber("number", answer.Number);
        Text("kind", answer.Kind);
        Amount("amount", answer.Amount);
        Text("amountKind", answer.AmountKind);
        Day("validUntil", answer.ValidUntil);
        Day("appraisalOpensOn", answer.AppraisalOpensOn);
        Text("reason", answer.Reason);
        Day("answeredOn", ParisDay.Of(answer.AnsweredAt));
        _json.WriteNumber("sheetVersion", answer.SheetVersion);
        Whole("replaces", answer.Replaces);
        _json.WriteEndObject();
    }

    private void WriteIsLate(bool? isLate)
    {
        if (isLate is { } known)
        {
            _json.WriteBoolean("isLate", known);
        }
        else
        {
            _json.WriteNull("isLate");
        }
    }

    private void Text(string name, string? text) => _json.WriteString(name, text);

    private void Day(string name, DateOnly? day) => _json.WriteString(name, day is { } known ? NightDate.Text(known) : null);

    private void Amount(string name, decimal? euros)
    {
        if (euros is { } known)
        {
            _json.WriteNumber(name, NightTotals.WithCents(known));
        }
        else
        {
            _json.WriteNull(name);
        }
    }

    private void Whole(string name, int? number)
    {
        if (number is { } known)
        {
            _json.WriteNumber(name, known);
        }
        else
        {
            _json.WriteNull(name);
        }
    }
}
