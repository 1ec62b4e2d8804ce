namespace ActionSheets.Reviews;

/// <summary>French words for what is asked and answered.</summary>
internal static class RequestKinds
{
    public static string LabelOf(string kind) => kind switch
    {
        "cofinancement" => "cofinancement",
        "investissement" => "investissement",
        "pret" => "prêt",
        "garantie" => "garantie",
        "ingenierie" => "ingénierie",
        "accompagnement" => "accompagnement",
        _ => kind,
    };
}
