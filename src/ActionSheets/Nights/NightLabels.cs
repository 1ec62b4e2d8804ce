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
}
