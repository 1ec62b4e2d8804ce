namespace ActionSheets.Tests.Nights;

/// <summary>One request in the test's own books: nothing of the product's fold is used here.</summary>
internal sealed record LedgerRequest(string Id, string Operator, decimal? Amount)
{
    public string Status { get; set; } = "pending";

    public bool WasSent { get; set; }

    public (string Kind, decimal? Amount)? LastAnswer { get; set; }

    public int Answers { get; set; }

    public decimal Paid { get; set; }

    public bool IsOpen => Status is not ("answered" or "cancelled");

    public decimal Asked => Status == "cancelled" ? 0 : Amount ?? 0;

    public decimal Agreed => Status != "cancelled" && LastAnswer is { Kind: "agreement-in-principle", Amount: { } amount } ? amount : 0;
}

/// <summary>One sheet in the test's own books.</summary>
internal sealed record LedgerSheet(string Reference, string Region, string Axis)
{
    public string Territory { get; set; } = "";

    public decimal? Budget { get; set; }

    public int Version { get; set; } = 1;

    public bool IsWithdrawn { get; set; }

    public List<LedgerRequest> Requests { get; init; } = [];

    public string Status
    {
        get
        {
            if (IsWithdrawn)
            {
                return "withdrawn";
            }

            if (Requests.TrueForAll(request => !request.IsOpen))
            {
                return "settled";
            }

            return Requests.TrueForAll(request => request.Status == "pending") ? "submitted" : "under-review";
        }
    }

    public void Withdraw()
    {
        IsWithdrawn = true;
        Requests.FindAll(request => request.IsOpen).ForEach(request => request.Status = "cancelled");
    }

    public void Send(IEnumerable<string> ids)
    {
        foreach (var request in Requests.Where(request => ids.Contains(request.Id)))
        {
            request.Status = request.Status == "pending" ? "sent" : request.Status;
        }
    }

    public void Answer(string id, string kind, decimal? amount)
    {
        var request = Requests.Single(request => request.Id == id);
        request.Status = kind == "question" ? "question" : "answered";
        request.LastAnswer = (kind, amount);
        request.Answers++;
    }

    /// <summary>What is no longer asked is cancelled; a change of the money asks again what was answered.</summary>
    public void Correct(string territory, decimal? budget, bool isMaterial, string? dropped)
    {
        (Version, Territory, Budget) = (Version + 1, territory, budget);
        foreach (var request in Requests)
        {
            if (request.Id == dropped)
            {
                request.Status = "cancelled";
            }
            else if (isMaterial && request.Status == "answered")
            {
                request.Status = "to-reconfirm";
            }
        }
    }

    public LedgerSheet Copy() => this with { Requests = [.. Requests.Select(request => request with { })] };
}
