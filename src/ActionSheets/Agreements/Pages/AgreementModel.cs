using ActionSheets.Web.Forms;

namespace ActionSheets.Agreements.Pages;

/// <summary>What the form of an agreement shows. <paramref name="Key"/> and <paramref name="Tag"/> are its hidden fields.</summary>
public sealed record AgreementModel(
    string Action, string Title, string FormToken, string Key, string Tag, IReadOnlyList<Choice> Territories, IReadOnlyList<AnnexChoice> Sheets, bool IsJustSaved, TypedFields Fields);

/// <summary>A sheet that may be annexed, in one of its versions.</summary>
public sealed record AnnexChoice(string Field, string Label, IReadOnlyList<Choice> Versions);
