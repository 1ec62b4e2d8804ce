using System.Globalization;
using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Web;

namespace ActionSheets.Nights;

/// <summary>
/// The three lists of a night: sheets, requests, answers. What one sheet says in them is held until it is taken. Columns are explained in
/// docs/nights.md.
/// </summary>
internal sealed class SheetLists(DateOnly night, ReferenceData reference) : IDisposable
{
    public const string SheetsFile = "action-sheets.csv";
    public const string RequestsFile = "requests.csv";
    public const string AnswersFile = "answers.csv";

    private readonly CsvTable _sheets = new(
        SheetsFile,
        "reference;id;version#;territoire_id;territoire;region_pilote;regions;axe;intitule;porteur;porteur_siren;statut;depose_le@;budget_ht€;demande€;accorde€;manquant€;paye€");

    private readonly CsvTable _requests = new(
        RequestsFile,
        "reference;demande;operateur;nature;montant_demande€;statut;envoyee_le@;echeance@;repondue_le@;delai_jours_ouvres#;en_retard;" +
        "instruite_le@;decidee_le@;premier_paiement_le@;paye€");

    private readonly CsvTable _answers = new(
        AnswersFile,
        "reference;demande;operateur;reponse;montant_accorde€;nature_montant;valide_jusqu_au@;instruction_ouverte_le@;motif;repondue_le@;version_vue#;remplace#");

    public IReadOnlyList<CsvTable> Tables => [_sheets, _requests, _answers];

    /// <summary>12 of <c>TI-75-0012</c>: as text, 10000 would stand before 9999.</summary>
    public static int NumberOf(string reference) => int.Parse(reference.AsSpan(reference.LastIndexOf('-') + 1), CultureInfo.InvariantCulture);

    /// <param name="regions">Those that may read it.</param>
    public void Add(Sheet sheet, IReadOnlyList<string> regions)
    {
        AddSheet(sheet, regions);
        foreach (var request in sheet.Requests)
        {
            AddRequest(sheet, request);
        }

        foreach (var (request, answer) in sheet.Requests.SelectMany(request => request.Answers.Select(answer => (request, answer))).OrderBy(pair => pair.answer.Number))
        {
            AddAnswer(sheet, request, answer);
        }
    }

    public void Dispose()
    {
        _sheets.Dispose();
        _requests.Dispose();
        _answers.Dispose();
    }

    private void AddSheet(Sheet sheet, IReadOnlyList<string> regions) =>
        _sheets.Text(sheet.Reference).Text(sheet.Id).Number(sheet.Version)
            .Text(sheet.TerritoryId).Text(reference.TerritoryById(sheet.TerritoryId)?.Name).Text(sheet.LeadRegion).Text(string.Join('|', regions))
            .Text(sheet.Axis).Text(sheet.Title).Text(sheet.Owner).Text(sheet.OwnerSiren)
            .Text(Wire.Name(sheet.Status)).Date(ParisDay.Of(sheet.SubmittedAt))
            .Amount(sheet.Budget).Amount(sheet.Requested).Amount(sheet.Agreed).Amount(sheet.Missing).Amount(sheet.Paid)
            .EndLine();

    private void AddRequest(Sheet sheet, Request request)
    {
        var days = RequestDays.Of(request, night);
        _requests.Text(sheet.Reference).Text(request.Id).Text(request.Operator).Text(request.Kind)
            .Amount(request.Amount).Text(Wire.Name(request.Status))
            .Date(days.SentOn).Date(days.DueOn).Date(days.AnsweredOn).Number(days.WorkingDays).YesNo(days.IsLate)
            .Date(request.FollowUp?.OpenedOn).Date(request.FollowUp?.DecidedOn).Date(request.FollowUp?.FirstPaymentOn).Amount(request.FollowUp?.AmountPaid)
            .EndLine();
    }

    private void AddAnswer(Sheet sheet, Request request, Answer answer) =>
        _answers.Text(sheet.Reference).Text(request.Id).Text(request.Operator).Text(answer.Kind)
            .Amount(answer.Amount).Text(answer.AmountKind).Date(answer.ValidUntil).Date(answer.AppraisalOpensOn).Text(answer.Reason)
            .Date(ParisDay.Of(answer.AnsweredAt)).Number(answer.SheetVersion).Number(answer.Replaces)
            .EndLine();
}
