using ActionSheets.Web.Forms;

namespace ActionSheets.Reviews.Pages;

/// <summary>What the page that passes a letter on shows. <paramref name="Domain"/>: of the desk's address, the only one a colleague may have.</summary>
public sealed record PassingOnModel(string Token, string FormToken, string Domain, IReadOnlyList<Choice> Open, IReadOnlyList<Choice> Others, TypedFields Fields);
