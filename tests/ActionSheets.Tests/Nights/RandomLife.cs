using System.Collections.Immutable;
using System.Globalization;
using ActionSheets.Sheets;

namespace ActionSheets.Tests.Nights;

/// <summary>
/// Sheets that live at random, always the same for the same seed: journals as the product would write them, and the test's own books beside them.
/// </summary>
internal sealed class RandomLife(int seed, Func<string, DateTimeOffset> paris)
{
    private static readonly string[] Axes = ["attractivite", "competences", "innovation", "simplification"];
    private static readonly string[] Operators = ["banque-des-territoires", "bpifrance", "business-france", "pole-emploi"];
    private static readonly string[] Kinds = ["agreement-in-principle", "accelerated-appraisal", "question", "out-of-scope", "refused"];

    /// <summary>The second is of two Regions: a correction may move a sheet there and back.</summary>
    private static readonly Dictionary<string, string[]> Territories = new(StringComparer.Ordinal)
    {
        ["75"] = ["grand-chatellerault", "lacq-pau-tarbes"],
        ["93"] = ["carros"],
    };

    private readonly Random _random = new(seed);
    private readonly Dictionary<string, List<JournalEntry>> _journals = new(StringComparer.Ordinal);

    public Dictionary<string, LedgerSheet> Books { get; } = new(StringComparer.Ordinal);

    public int Events { get; private set; }

    /// <summary>What happens on one Paris day, from its first to its last millisecond; entries by sheet, to be stored.</summary>
    public IEnumerable<(SheetId Sheet, JournalEntry Entry)> Day(string day, int events)
    {
        var times = Enumerable.Range(0, events - 2).Select(_ => _random.Next(86_400_000)).Append(0).Append(86_399_999).Order();
        foreach (var time in times.ToList())
        {
            var at = paris($"{day}T{TimeSpan.FromMilliseconds(time):hh\\:mm\\:ss\\.fff}");
            var id = _journals.Count == 0 || _random.Next(5) == 0 ? Submit(at) : Happen(_journals.Keys.ElementAt(_random.Next(_journals.Count)), at);
            Events++;
            yield return (SheetId.Parse(id), _journals[id][^1]);
        }
    }

    private string Submit(DateTimeOffset at)
    {
        var region = _random.Next(3) == 0 ? "93" : "75";
        var number = _journals.Count + 1;
        var id = SheetId.For(region, new Guid(number, 0, 0, new byte[8])).Value;
        var reference = string.Create(CultureInfo.InvariantCulture, $"TI-{region}-{number:D4}");
        var book = new LedgerSheet(reference, region, Pick(Axes), DayOf(at)) { Territory = Pick(Territories[region]), Budget = Money() };
        book.Requests.AddRange(Enumerable.Range(1, _random.Next(1, 4)).Select(i => new LedgerRequest(FormattableString.Invariant($"r{i}"), Pick(Operators), "pret", Money())));
        book.Requests.Add(new LedgerRequest("s1", "etat", "etat", null));
        Books.Add(id, book);
        _journals.Add(id, []);
        var submitted = new SheetSubmitted(
            id, reference, 1, book.Territory, region, book.Axis, "=Fiche " + number, "\tPorteur\r\n🏭", null, book.Budget, 0, new string('0', 64), Made(book));
        Append(id, at, submitted, new PrivateData(SubmittedBy: "personne@region.example"));
        return id;
    }

    private string Happen(string id, DateTimeOffset at)
    {
        var book = Books[id];
        var open = book.Requests.FindAll(request => request.Status != "cancelled");
        var request = open.Count == 0 ? null : Pick(open);
        switch (_random.Next(8))
        {
            case 0 when !book.IsWithdrawn && _random.Next(3) == 0:
                Append(id, at, new SheetWithdrawn("-Abandon"));
                book.Withdraw(DayOf(at), "-Abandon");
                break;
            case 1 when !book.IsWithdrawn:
                Correct(id, at, book, open);
                break;
            case 2 when request?.Status == "question":
                Append(id, at, new QuestionReplied(request.Id, request.Last!.Number), new PrivateData(Reply: "Voici."));
                book.Reply(request, DayOf(at));
                break;
            case 3 or 4 when request is not null && !book.IsWithdrawn:
                Answer(id, at, book, request);
                break;
            case 5 when request is not null:
                book.Follow(request, DayOf(at), new DateOnly(2019, 3, 1), Money());
                Append(id, at, new FollowedUp(request.Id, request.OpenedOn, null, null, request.Paid));
                break;
            case 6:
                AppendRaw(id, at, "something-of-tomorrow", """{"anything":[1,2]}""");
                break;
            default:
                ImmutableArray<string> sent = [.. open.Select(each => each.Id)];
                Append(id, at, new LetterSent("letter", book.Version, "bpifrance", "bpifrance/*", sent, at, DayOf(at).AddDays(21)));
                book.Send(DayOf(at), DayOf(at).AddDays(21), "bpifrance", "letter", open);
                break;
        }

        return id;
    }

    private void Correct(string id, DateTimeOffset at, LedgerSheet book, List<LedgerRequest> open)
    {
        var (territory, budget, isMaterial) = (Pick(Territories[book.Region]), Money(), _random.Next(2) == 0);
        var dropped = open.Count > 1 && _random.Next(3) == 0 ? open[^1] : null;
        ImmutableArray<RequestMade> asked = [.. Made(book).Where(made => open.Exists(each => each.Id == made.Id) && made.Id != dropped?.Id)];
        Append(id, at, new SheetCorrected(book.Version + 1, territory, book.Axis, "@Fiche", "Porteur", null, budget, 0, new string('0', 64), isMaterial, asked));
        (book.Territory, book.Budget) = (territory, budget);
        book.Correct(DayOf(at), isMaterial, dropped, changed: null);
    }

    private void Answer(string id, DateTimeOffset at, LedgerSheet book, LedgerRequest request)
    {
        var kind = Pick(Kinds);
        var amount = kind == "agreement-in-principle" ? Money() : null;
        var answer = new LedgerAnswer(book.NextAnswer, kind, amount, amount is null ? null : "prêt", null, null, "'+Motif", DayOf(at), book.Version, request.Last?.Number);
        var given = new AnswerGiven(answer.Number, request.Id, kind, amount, answer.AmountKind, null, null, "+Motif", book.Version, answer.Replaces, new string('1', 64), null);
        Append(id, at, given, new PrivateData(RespondentName: "Jeanne Martin", RespondentEmail: "jeanne@operateur.example"));
        book.Answer(request, answer);
    }

    private static ImmutableArray<RequestMade> Made(LedgerSheet book) =>
        [.. book.Requests.Select(request => new RequestMade(request.Id, request.Operator, request.Kind, request.Amount))];

    private static DateOnly DayOf(DateTimeOffset paris) => DateOnly.FromDateTime(paris.DateTime);

    private void Append(string id, DateTimeOffset at, SheetEvent happened, PrivateData? personal = null)
    {
        var journal = _journals[id];
        journal.Add(JournalEntry.Append(journal.Count + 1, at, "someone", happened, personal, JournalEntry.Genesis));
    }

    /// <summary>As a later version of the product would write what this one does not know.</summary>
    private void AppendRaw(string id, DateTimeOffset at, string type, string data)
    {
        var journal = _journals[id];
        journal.Add(new JournalEntry(journal.Count + 1, at, "someone", type, data, new UnknownEvent(), null, null, JournalEntry.Genesis, JournalEntry.Genesis));
    }

    private T Pick<T>(IReadOnlyList<T> among) => among[_random.Next(among.Count)];

    private decimal? Money() => _random.Next(5) == 0 ? null : _random.Next(1, 100_000_000) / 100m;
}
