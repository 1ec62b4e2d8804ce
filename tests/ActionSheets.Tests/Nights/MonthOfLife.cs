using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using ActionSheets.Tests.Asking;
using Support;

namespace ActionSheets.Tests.Nights;

/// <summary>
/// Regions, operators and the ministry at random, by the doors that they have: HTTP, letters, the queue. What was asked and answered is written into
/// the test's own books; of the product nothing is read but its answers.
/// </summary>
internal sealed class MonthOfLife(StartedLocalHost host, string storage, int seed) : IDisposable
{
    private const int AtOnce = 6;

    private static readonly string[] Reasons = ["Déjà financé", "Hors dispositif : pas de notre ressort", "Montant trop élevé", "Sans suite, en mots à elle"];
    private static readonly string[] Answerable = ["sent", "delivered", "to-reconfirm", "question", "answered"];

    private readonly Random _random = new(seed);
    private readonly LifePeople _people = new(host, storage);
    private readonly ConcurrentDictionary<string, JsonObject> _bodies = new(StringComparer.Ordinal);
    private Dictionary<string, SentMail> _letters = [];

    public ConcurrentDictionary<string, LedgerSheet> Books { get; } = new(StringComparer.Ordinal);

    public int Events { get; private set; }

    public int Signed { get; private set; }

    /// <summary>What happens within some minutes of a day: at most one thing a sheet, in any order, and then the letters that follow.</summary>
    public async Task Happen(DateOnly day, int events)
    {
        var alive = Books.Where(book => book.Value is { IsWithdrawn: false, IsAbandoned: false } && !IsForgotten(book.Key)).Select(book => book.Key).Order(StringComparer.Ordinal).ToArray();
        _random.Shuffle(alive);
        var fresh = Math.Max(events / 8, events - alive.Length);
        List<Func<Task>> all = [.. Enumerable.Range(0, fresh).Select(_ => Submission(day)), .. alive.Take(events - fresh).Select(id => Event(id, Books[id], day))];
        await Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (one, _) => await one());
        Events += all.Count;
        await host.AdvanceAsync("PT0S");
        foreach (var (id, book) in Books)
        {
            book.SendOwed(id, day);
        }
    }

    /// <summary>One sheet in five, about which nobody does anything: its operators are reminded.</summary>
    /// <param name="id">Comes from the key that was drawn, as the reference does not: that one goes by who is served first.</param>
    private static bool IsForgotten(string id) => id[^1] is >= '0' and <= '5';

    /// <summary>Takes the letters out of the mail, the newest of each sheet and desk.</summary>
    public async Task ReadMail() => _letters = (await host.MailsAsync()).DistinctBy(Product.KeyOf, StringComparer.Ordinal).ToDictionary(Product.KeyOf, StringComparer.Ordinal);

    public void Dispose() => _people.Dispose();

    private Func<Task> Submission(DateOnly day)
    {
        var ((body, region), byQueue, key) = (LifeBodies.New(_random), _random.Next(4) == 0, new byte[16]);
        _random.NextBytes(key);
        return async () =>
        {
            var made = byQueue ? await _people.SubmitByQueue(region, body, new Guid(key)) : await _people.Submit(region, body, new Guid(key));
            var id = made["id"]!.GetValue<string>();
            _bodies[id] = body;
            Books[id] = LifeBodies.BookOf(body, made["reference"]!.GetValue<string>(), region, day);
        };
    }

    private Func<Task> Event(string id, LedgerSheet book, DateOnly day)
    {
        var requests = book.Requests.FindAll(request => Answerable.Contains(request.Status));
        var request = requests.Count == 0 ? null : Pick(requests);
        var chance = _random.Next(100);
        return request switch
        {
            { Status: "question" } when chance < 60 => Reply(id, book, request, day),
            { Letter: { } letter } when chance < 8 && _letters.TryGetValue(letter, out var mail) => Delivery(book, mail, day),
            not null when chance < 48 => Answer(id, book, request, day),
            { IsPromised: true } when chance < 60 => FollowUp(id, book, request, day),
            { ClockRuns: true } when chance < 55 => Extension(id, book, request, day),
            _ when chance < 80 => Correction(id, book, day),
            _ when chance < 85 => Withdrawal(id, book, day),
            _ when chance < 88 => Abandonment(id, book, day),
            _ when chance < 92 => Agreement(id, book, day),
            _ => Message(id, book),
        };
    }

    private Func<Task> Answer(string id, LedgerSheet book, LedgerRequest request, DateOnly day)
    {
        var kind = Pick(["agreement-in-principle", "agreement-in-principle", "accelerated-appraisal", "question", "out-of-scope", "refused"]);
        var (isAgreed, isDeclined) = (kind == "agreement-in-principle", kind is "out-of-scope" or "refused");
        var answer = new LedgerAnswer(
            book.NextAnswer, kind, isAgreed && (request.Amount is not null || _random.Next(2) == 0) ? LifeBodies.Money(_random) : null, isAgreed ? Pick(["subvention", "prêt"]) : null,
            isAgreed && _random.Next(2) == 0 ? day.AddDays(200) : null, kind == "accelerated-appraisal" ? day.AddDays(_random.Next(30)) : null, isDeclined ? Pick(Reasons) : null, day, book.Version, request.Last?.Number);
        var letter = request.Letter is { } key ? _letters.GetValueOrDefault(key) : null;

        // What the operator said itself nobody else replaces.
        var isOwn = request is { Status: "answered", Last.IsNoted: false };
        if (isOwn && letter is null)
        {
            return Message(id, book);
        }

        var isNoted = !isOwn & (letter is null | _random.Next(3) == 0);
        answer = answer with { IsNoted = isNoted };
        return async () =>
        {
            var sent = LifeBodies.Sent(answer);
            if (isNoted)
            {
                (sent["receivedOn"], sent["proof"]) = (Text(day), "Courrier reçu.");
                (await _people.Region(book.Region).PostAsync($"/api/action-sheets/{id}/requests/{request.Id}/answers", sent)).Is(201);
            }
            else
            {
                sent["requestKey"] = $"{id}/{request.Id}";
                (await _people.Asked(request.Operator).PostAsync($"/api/reviews/{Product.TokenIn(letter!)}/answers", sent)).Is(201);
            }

            book.Answer(request, answer);
        };
    }

    private Func<Task> Reply(string id, LedgerSheet book, LedgerRequest request, DateOnly day) => async () =>
    {
        (await _people.Region(book.Region).PostAsync($"/api/action-sheets/{id}/requests/{request.Id}/reply", new JsonObject { ["text"] = "En mai." })).Is(200);
        book.Reply(request, day);
    };

    private Func<Task> Delivery(LedgerSheet book, SentMail mail, DateOnly day) => async () =>
    {
        using var told = await host.PostAsync($"/local/sendgrid/events/{mail.Id}", new Dictionary<string, string>(StringComparer.Ordinal) { ["event"] = "delivered" });
        told.EnsureSuccessStatusCode();
        book.Deliver(day, Product.KeyOf(mail));
    };

    private Func<Task> FollowUp(string id, LedgerSheet book, LedgerRequest request, DateOnly day)
    {
        var paid = _random.Next(2) == 0 ? LifeBodies.Money(_random) : request.Paid;

        // Never more than was agreed.
        paid = request.Last is { Kind: "agreement-in-principle", Amount: { } agreed } && paid > agreed ? agreed : paid;
        return async () =>
        {
            (await _people.Asked(request.Operator).PostAsync($"/api/action-sheets/{id}/requests/{request.Id}/follow-up", new JsonObject { ["openedOn"] = Text(day), ["amountPaid"] = paid })).Is(200);
            book.Follow(request, day, day, paid);
        };
    }

    private Func<Task> Extension(string id, LedgerSheet book, LedgerRequest request, DateOnly day)
    {
        var due = LedgerDays.Later(request.DueOn > day ? request.DueOn.Value : day, _random.Next(1, 6));
        return async () =>
        {
            (await _people.Region(book.Region).PostAsync($"/api/action-sheets/{id}/requests/{request.Id}/extension", new JsonObject { ["dueOn"] = Text(due), ["reason"] = "Comité reporté." })).Is(200);
            book.Extend(request, day, due);
        };
    }

    private Func<Task> Correction(string id, LedgerSheet book, DateOnly day)
    {
        var change = LifeBodies.Change(_random, book, _bodies[id].DeepClone().AsObject());
        return async () =>
        {
            (await _people.Region(book.Region).CorrectAsync(id, change.Body, await AsTheBooks(id, book))).Is(201);
            _bodies[id] = change.Body;
            (book.Territory, book.Budget) = (change.Body["territoryId"]!.GetValue<string>(), LifeBodies.BudgetOf(change.Body));
            book.Correct(day, change.IsMaterial, change.Dropped, change.Changed);
            book.Requests.AddRange(change.Added);
        };
    }

    private Func<Task> Withdrawal(string id, LedgerSheet book, DateOnly day) => async () =>
    {
        (await _people.Region(book.Region).WithdrawAsync(id, "Projet abandonné", await AsTheBooks(id, book))).Is(200);
        book.Withdraw(day, "Projet abandonné");
    };

    private Func<Task> Abandonment(string id, LedgerSheet book, DateOnly day) => async () =>
    {
        (await _people.Region(book.Region).PostAsync($"/api/action-sheets/{id}/progress", new JsonObject { ["status"] = "abandoned", ["reason"] = "Faute de terrain." })).Is(200);
        book.Abandon(day);
    };

    private Func<Task> Agreement(string id, LedgerSheet book, DateOnly day)
    {
        Signed++;
        return async () =>
        {
            var annexed = new JsonObject { ["id"] = id, ["version"] = book.Version };
            var signed = new JsonObject { ["territoryId"] = book.Territory, ["kind"] = "contract", ["state"] = "signed", ["signedOn"] = Text(day), ["sheets"] = new JsonArray(annexed) };
            (await _people.Region(book.Region).PostAsync("/api/agreements", signed)).Is(201);
            book.Contract(day);
        };
    }

    /// <summary>It stands in the journal, and no file says so.</summary>
    private Func<Task> Message(string id, LedgerSheet book) => async () =>
        (await _people.Region(book.Region).PostAsync($"/api/action-sheets/{id}/messages", new JsonObject { ["text"] = $"Bonjour {Guid.NewGuid()}" })).Is(201);

    /// <summary>The tag of the sheet, which says what the books say.</summary>
    private async Task<string> AsTheBooks(string id, LedgerSheet book)
    {
        var read = (await _people.Region(book.Region).ReadAsync($"/api/action-sheets/{id}")).Is(200);
        LifeBodies.IsAsBooked(read.Json, book);
        return read.ETag!;
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private T Pick<T>(IReadOnlyList<T> among) => among[_random.Next(among.Count)];
}
