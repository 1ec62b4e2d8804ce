namespace ActionSheets.Web.OpenApi;

/// <summary>The stable codes of <see cref="Problem"/> by status; a test compares them with the catalogue.</summary>
internal static class ProblemStatuses
{
    public static IReadOnlyDictionary<int, string[]> Codes { get; } = new Dictionary<int, string[]>
    {
        [400] = ["malformed"],
        [401] = ["unauthenticated"],
        [403] = ["forbidden"],
        [404] = ["not-found"],
        [405] = ["method-not-allowed"],
        [406] = ["not-acceptable"],
        [409] = ["already-answered", "idempotency-key-reused", "wrong-state"],
        [410] = ["expired"],
        [412] = ["stale-version"],
        [413] = ["too-large"],
        [415] = ["unsupported-media-type"],
        [416] = ["range-not-satisfiable"],
        [422] = ["invalid"],
        [428] = ["version-required"],
        [429] = ["too-many"],
        [500] = ["unexpected"],
        [503] = ["authentication-off", "storage-unavailable"],
    };
}
