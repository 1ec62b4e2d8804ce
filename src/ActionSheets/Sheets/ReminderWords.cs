namespace ActionSheets.Sheets;

/// <summary>What a sheet's history says of each rung of the ladder.</summary>
internal static class ReminderWords
{
    public const string Absence = "absence";
    public const string RefusedAddress = "adresse-refusee";

    /// <param name="body">The operator's name on that day.</param>
    public static string Of(Reminded reminded, string body) => reminded.Step switch
    {
        Ladder.Before or Ladder.OnDay or Ladder.After => $"Rappel envoyé à {body}, {WhenOf(reminded.Step)}",
        Ladder.Substitute => $"Sans réponse de {body} : sa suppléance est saisie",
        Ladder.Head => $"Sans réponse de {body} : sa direction régionale est saisie",
        Ladder.Ministry => $"Sans réponse de {body} : le ministère est prévenu",
        Absence => $"Absence déclarée par {body} : sa suppléance est saisie",
        RefusedAddress => $"L'adresse de {body} refuse les messages : sa suppléance est saisie",
        _ => $"Message envoyé à {body}",
    };

    /// <summary>When the desk itself is reminded; null for what goes to others.</summary>
    public static string? WhenOf(string step) => step switch
    {
        Ladder.Before => "cinq jours ouvrés avant l'échéance",
        Ladder.OnDay => "le jour de l'échéance",
        Ladder.After => "trois jours ouvrés après l'échéance",
        _ => null,
    };
}
