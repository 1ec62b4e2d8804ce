namespace ActionSheets.Web.OpenApi;

/// <summary>What the triggers do not tell of a function: <paramref name="Answers"/> and <paramref name="Takes"/> are schemas of <c>components.json</c>.</summary>
internal sealed record Operation(string Summary, string? Answers = null, string? Takes = null)
{
    private const string JsonMedia = "application/json";

    /// <summary>How it answers when all is well.</summary>
    public IReadOnlyList<int> Statuses { get; init; } = [200];

    /// <summary>Ways to fail that are its own; those of every function of its kind are known.</summary>
    public IReadOnlyList<int> Refusals { get; init; } = [];

    public IReadOnlyList<string> Query { get; init; } = [];

    /// <summary>Media types of what it takes.</summary>
    public IReadOnlyList<string> Media { get; init; } = [JsonMedia];

    /// <summary>Needs an <c>Idempotency-Key</c>.</summary>
    public bool IsKeyed { get; init; }

    /// <summary>Needs <c>If-Match</c>.</summary>
    public bool IsVersioned { get; init; }

    /// <summary>Looks at <c>If-Match</c> when it is sent.</summary>
    public bool MayBeVersioned { get; init; }

    /// <summary>Gives a file with a tag, whole or in part.</summary>
    public bool HasRanges { get; init; }

    /// <summary>Every status of a problem that a caller has to expect.</summary>
    public IEnumerable<int> Problems(KnownRoute route)
    {
        IEnumerable<(bool Applies, int[] Statuses)> kinds =
        [
            (true, [500, 503]),
            (!route.GivesFiles, [406]),
            (HasRanges, [412, 416]),
            (!route.Who.HasFlag(Who.Anyone), [401, 403]),
            (route.Route.Contains('{', StringComparison.Ordinal), [404]),
            (Query.Count > 0, [422]),
            (Takes is not null, [400, 413, 415, 422]),
            (IsKeyed, [400, 409]),
            (IsVersioned, [412, 428]),
            (true, [.. Refusals]),
        ];
        return kinds.Where(kind => kind.Applies).SelectMany(kind => kind.Statuses).Distinct().Order();
    }
}
