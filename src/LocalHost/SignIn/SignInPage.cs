using LocalHost.Starting;

namespace LocalHost.SignIn;

/// <summary>The form, in French; it works without a script, so it asks for everything at once.</summary>
internal static class SignInPage
{
    private const string SignOut =
        """<form method="post" action="/local/sign-out"><button type="submit">Se déconnecter</button></form>""";

    private static readonly Dictionary<string, string> RoleNames = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["region"] = "Région",
        ["operator"] = "Opérateur",
        ["ministry"] = "Ministère",
        ["administrator"] = "Administration",
    };

    public static string Body(SignInChoices choices, Person? current, string? fault, string returnTo)
    {
        var roles = Person.Roles.Select(role => new Choice(role, RoleNames[role]));
        return
            $"""
            {(current is null ? "<p>Vous n’êtes pas connecté.</p>" : $"<p>Vous êtes {Page.Text(Description(current))}.</p>{SignOut}")}
            {(fault is null ? "" : $"<p role=\"alert\"><strong>{Page.Text(fault)}</strong></p>")}
            <form method="post" action="/local/sign-in">
            <input type="hidden" name="returnTo" value="{Page.Text(returnTo)}">
            {Select("role", "Rôle", roles, current?.Role)}
            {Select("region", "Région (pour une Région)", choices.Regions, current?.Region)}
            {Select("operator", "Opérateur (pour un opérateur)", choices.Operators, current?.Operator)}
            <label for="name">Nom</label><input id="name" name="name" value="{Page.Text(current?.Name)}" autocomplete="name">
            <label for="email">Adresse électronique</label>
            <input id="email" name="email" type="email" value="{Page.Text(current?.Email)}" autocomplete="email">
            <div><button type="submit">Se connecter</button></div>
            </form>
            """;
    }

    private static string Description(Person person) => string.Join(
        ", ",
        ((string?[])[person.Name, person.Email, person.Role is { } role ? RoleNames.GetValueOrDefault(role, role) : null, person.Region, person.Operator])
        .Where(part => part is not null));

    private static string Select(string name, string label, IEnumerable<Choice> entries, string? chosen)
    {
        var options = entries.Select(entry =>
            $"""<option value="{Page.Text(entry.Code)}"{(entry.Code == chosen ? " selected" : "")}>{Page.Text(entry.Name)}</option>""");
        return
            $"""
            <label for="{name}">{label}</label>
            <select id="{name}" name="{name}"><option value=""></option>{string.Concat(options)}</select>
            """;
    }
}

internal sealed record Choice(string Code, string Name);

internal sealed record SignInChoices(IReadOnlyList<Choice> Regions, IReadOnlyList<Choice> Operators);
