using ActionSheets.Reference;
using ActionSheets.Reviews;

namespace ActionSheets.Nights;

/// <summary>French words for the keys of the tables; an unknown key shows itself.</summary>
internal static class NightLabels
{
    public static string OfAxis(string axis) => axis switch
    {
        "attractivite" => "Attractivité",
        "competences" => "Compétences",
        "innovation" => "Innovation",
        "simplification" => "Simplification",
        _ => axis,
    };

    public static string OfKind(string kind) => kind == Operator.StateCode ? "demande à l'État" : RequestKinds.LabelOf(kind);

    public static string OfStatus(string status) => status switch
    {
        "submitted" => "Déposée",
        "under-review" => "En cours d'examen",
        "settled" => "Toutes réponses reçues",
        "contracted" => "Contractualisée",
        "under-way" => "En cours de réalisation",
        "completed" => "Réalisée",
        "suspended" => "Suspendue",
        "abandoned" => "Abandonnée",
        "merged" => "Fusionnée",
        "withdrawn" => "Retirée",
        _ => status,
    };
}
