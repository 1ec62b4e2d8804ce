using Microsoft.AspNetCore.Http;

namespace ActionSheets.Web;

/// <summary>A link of the head, the foot or the home page.</summary>
public sealed record PageLink(string Path, string Text);

/// <summary>Where a caller can go. A page that this version does not have is not linked.</summary>
internal static class PageLinks
{
    /// <summary>The law wants the standing itself on every page.</summary>
    public static readonly PageLink Accessibility = new("/accessibilite", "Accessibilité : " + RgaaGrid.Standing);

    private static readonly (PageLink Link, Who Who)[] All =
    [
        (new("/fiches", "Fiches"), Who.SignedIn),
        (new("/contrats", "Contrats"), Who.SignedIn),
        (new("/reglages", "Réglages"), Who.Region),
        (new("/tableau-de-bord", "Tableau de bord"), Who.Region | Who.Ministry | Who.Administrator),
        (new("/exports", "Exports"), Who.Region | Who.Ministry | Who.Administrator),
        (new("/guichets", "Guichets"), Who.Ministry | Who.Administrator),
    ];

    /// <summary>Pages that the menu leads to in two steps.</summary>
    private static readonly (PageLink Link, Who Who)[] Below =
    [
        (new("/chiffres-du-jour", "Chiffres du jour"), Who.Ministry | Who.Administrator),
        (new("/exports/selections", "Sélections des exports"), Who.Region | Who.Ministry | Who.Administrator),
        (new("/exports/telechargements", "Journal des téléchargements"), Who.Ministry | Who.Administrator),
        (new("/fiches/nouvelle", "Nouvelle fiche action"), Who.Region),
        (new("/fiches/imports", "Importer des fiches depuis un tableur"), Who.Region),
    ];

    private static readonly PageLink[] AboutTheSite =
    [
        new("/plan-du-site", "Plan du site"),
        Accessibility,
        new("/donnees-personnelles", "Données personnelles"),
        new("/contrats", "Contrats"),
        new("/donnees-ouvertes", "Données ouvertes"),
    ];

    public static IEnumerable<PageLink> For(Caller? caller) =>
        All.Where(one => caller is not null && (one.Who & caller.Role) != Who.None && IsServed(one.Link.Path)).Select(one => one.Link);

    /// <summary>The pages a caller can open, under the headings of the site map.</summary>
    public static IEnumerable<(string Title, IReadOnlyList<PageLink> Links)> SiteMap(Caller? caller)
    {
        List<PageLink> own = [.. For(caller), .. Below.Where(one => caller is not null && (one.Who & caller.Role) != Who.None).Select(one => one.Link)];
        yield return ("Accueil", [new("/", "Accueil")]);
        if (own.Count > 0)
        {
            yield return ("Votre espace", own);
        }
        else
        {
            yield return ("Votre espace", [new(SignIn(null), "Se connecter")]);
        }

        yield return ("Pour tous", [.. OfFoot.Where(link => own.TrueForAll(mine => mine.Path != link.Path))]);
    }

    public static IEnumerable<PageLink> OfFoot { get; } = [.. AboutTheSite.Where(link => IsServed(link.Path))];

    /// <summary>Signing in leads back to the page asked for; a page behind a token needs no account and is not told to anyone.</summary>
    public static string SignIn(HttpContext? context)
    {
        var path = context?.Request.Path.Value ?? "/";
        var back = context is null || !HttpMethods.IsGet(context.Request.Method) || path.StartsWith("/avis", StringComparison.OrdinalIgnoreCase) || path.StartsWith("/signature", StringComparison.OrdinalIgnoreCase) ? "/" : path;
        return "/.auth/login/aad?post_login_redirect_uri=" + Uri.EscapeDataString(back);
    }

    private static bool IsServed(string path) => KnownRoutes.MethodsOf(path).Count > 0;
}
