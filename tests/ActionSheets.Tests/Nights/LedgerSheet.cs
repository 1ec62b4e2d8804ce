using System.Globalization;

namespace ActionSheets.Tests.Nights;

/// <summary>One sheet in the test's own books: what was asked of the product and what must follow from it.</summary>
internal sealed record LedgerSheet(string Reference, string Region, string Axis, DateOnly SubmittedOn)
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["banque-des-territoires"] = "Banque des Territoires",
        ["bpifrance"] = "Bpifrance",
        ["business-france"] = "Business France",
        ["pole-emploi"] = "Pôle emploi",
        ["etat"] = "État",
    };

    public string Territory { get; set; } = "";

    public decimal? Budget { get; set; }

    public decimal Secured { get; init; }

    public int Version { get; set; } = 1;

    public int Replies { get; set; }

    public (DateOnly On, string Reason)? Withdrawal { get; private set; }

    public bool IsContracted { get; private set; }

    public bool IsAbandoned { get; private set; }

    public List<LedgerRequest> Requests { get; init; } = [];

    /// <summary>What the list of changes says of each day.</summary>
    public List<(DateOnly Day, string Words)> Happened { get; init; } = [(SubmittedOn, "dépôt")];

    public bool IsWithdrawn => Withdrawal is not null;

    /// <summary>A territory of two Regions is read by both.</summary>
    public string[] Regions => Territory == "lacq-pau-tarbes" ? ["75", "76"] : [Region];

    public string Status => this switch
    {
        { IsWithdrawn: true } => "withdrawn",
        { IsAbandoned: true } => "abandoned",
        { IsContracted: true } => "contracted",
        _ when Requests.TrueForAll(request => !request.IsOpen) => "settled",
        _ => Requests.TrueForAll(request => request.Status == "pending") ? "submitted" : "under-review",
    };

    public decimal Asked => Requests.Sum(request => request.Asked);

    public decimal Agreed => Requests.Sum(request => request.Agreed);

    public decimal Paid => Requests.Sum(request => request.Paid ?? 0);

    public decimal? Missing => Budget is { } budget ? Math.Max(0, budget - Secured - Agreed) : null;

    public int NextAnswer => Requests.Sum(request => request.Answers.Count) + 1;

    public void Withdraw(DateOnly day, string reason)
    {
        Withdrawal = (day, reason);
        CancelOpen();
    }

    public void Abandon(DateOnly day)
    {
        IsAbandoned = true;
        CancelOpen();
        Happened.Add((day, "avancement : Abandonnée"));
    }

    public void Contract(DateOnly day)
    {
        IsContracted = true;
        Happened.Add((day, "contractualisation"));
    }

    /// <summary>A letter to one desk left with these requests.</summary>
    public void Send(DateOnly day, DateOnly due, string to, string letter, IEnumerable<LedgerRequest> requests)
    {
        Happened.Add((day, $"envoi à {Names[to]}"));
        foreach (var request in requests)
        {
            (request.Status, request.OwesLetter, request.Letter) = (request.Status == "pending" ? "sent" : request.Status, false, letter);
            (request.SentOn, request.DueOn) = request.SentOn is null ? (day, due) : (request.SentOn, request.DueOn);
        }
    }

    /// <summary>Every desk that is owed a letter gets it.</summary>
    public void SendOwed(string id, DateOnly day)
    {
        var replies = Replies == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{Replies}");
        foreach (var desk in Requests.Where(request => request.OwesLetter && request.IsOpen).GroupBy(request => request.Operator, StringComparer.Ordinal))
        {
            Send(day, LedgerDays.Later(day, 15), desk.Key, string.Create(CultureInfo.InvariantCulture, $"{id}.v{Version}{replies}.{desk.Key}"), desk);
        }
    }

    /// <summary>The first proof that a letter arrived starts the delay of what it asked.</summary>
    public void Deliver(DateOnly day, string letter)
    {
        var started = Requests.FindAll(request => request is { IsOpen: true, IsDelivered: false, SentOn: not null } && request.Letter == letter);
        foreach (var request in started)
        {
            (request.IsDelivered, request.Status) = (true, request.Status == "sent" ? "delivered" : request.Status);
            request.DueOn = request.ExtendedOn is not null ? request.DueOn : LedgerDays.Later(day, 15);
        }

        Happened.AddRange(started.Take(1).Select(request => (day, $"remise à {Names[request.Operator]}")));
    }

    public void Remind(DateOnly morning) => Happened.AddRange(Requests.FindAll(request => request.ClimbsOn(morning)).Select(request => (morning, $"relance de {Names[request.Operator]}")));

    public void Extend(LedgerRequest request, DateOnly day, DateOnly due)
    {
        (request.DueOn, request.ExtendedOn) = (due, day);
        request.Climbed.Clear();
        Happened.Add((day, $"délai prolongé pour {Names[request.Operator]}"));
    }

    public void Answer(LedgerRequest request, LedgerAnswer answer)
    {
        request.Answers.Add(answer);
        request.Status = answer.Kind == "question" ? "question" : "answered";
        Happened.Add((answer.On, $"réponse de {Names[request.Operator]} ({answer.Words})"));
    }

    public void Reply(LedgerRequest request, DateOnly day)
    {
        Replies++;
        request.AskAgain("pending");
        Happened.Add((day, $"réponse de la Région à {Names[request.Operator]}"));
    }

    public void Follow(LedgerRequest request, DateOnly day, DateOnly openedOn, decimal? paid)
    {
        (request.OpenedOn, request.Paid) = (openedOn, paid);
        Happened.Add((day, $"suivi de {Names[request.Operator]}"));
    }

    /// <summary>What is no longer asked is cancelled; a change of the money, or of its own words, asks again what was answered.</summary>
    public void Correct(DateOnly day, bool isMaterial, LedgerRequest? dropped, LedgerRequest? changed)
    {
        Version++;
        Happened.Add((day, string.Create(CultureInfo.InvariantCulture, $"version {Version}")));
        foreach (var request in Requests.Where(request => request.Status != "cancelled"))
        {
            if (request == dropped)
            {
                request.Status = "cancelled";
            }
            else if (request.Status == "answered" && (isMaterial || request == changed))
            {
                request.AskAgain("to-reconfirm");
            }
            else
            {
                request.OwesLetter |= request.IsOpen;
            }
        }
    }

    public LedgerSheet Copy() => this with { Requests = [.. Requests.Select(request => request.Copy())], Happened = [.. Happened] };

    private void CancelOpen() => Requests.FindAll(request => request.IsOpen).ForEach(request => request.Status = "cancelled");
}
