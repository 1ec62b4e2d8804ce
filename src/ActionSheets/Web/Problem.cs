using Microsoft.AspNetCore.Http;

namespace ActionSheets.Web;

/// <summary>
/// Every way a request can fail, in one place: status, stable code, French sentence (contract, section 3). Rendered as RFC 9457
/// <c>application/problem+json</c>.
/// </summary>
internal sealed record Problem(int Status, string Code, string Title)
{
    public string? Detail { get; init; }

    /// <summary>Faults by path, for 422 only.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>The one sentence a page shows beside what was sent.</summary>
    public string Sentence => Errors?.Values.First()[0] ?? Detail ?? Title;

    public TimeSpan? RetryAfter { get; init; }

    public string? Allow { get; init; }

    public static Problem Malformed(string detail) => new(400, "malformed", "La demande n'est pas lisible.") { Detail = detail };

    public static Problem Unauthenticated() => new(401, "unauthenticated", "Il faut se connecter.");

    public static Problem Forbidden(string detail) => new(403, "forbidden", "Ce n'est pas permis.") { Detail = detail };

    public static Problem NotLed(string territory) => Forbidden($"Votre Région ne pilote pas le territoire « {territory} ».");

    public static Problem NotFound() => new(404, "not-found", "Rien ne se trouve à cette adresse.");

    public static Problem MethodNotAllowed(string allow) => new(405, "method-not-allowed", "Cette adresse n'accepte pas cette méthode.") { Allow = allow };

    public static Problem KeyReused() => new(409, "idempotency-key-reused", "Cette clé d'idempotence a déjà servi pour un autre contenu.");

    public static Problem AlreadyAnswered(string detail) => new(409, "already-answered", "Une réponse a déjà été donnée.") { Detail = detail };

    public static Problem WrongState(string detail) => new(409, "wrong-state", "L'état actuel ne le permet pas.") { Detail = detail };

    public static Problem Expired(string detail) => new(410, "expired", "Ce lien ou ce code n'est plus valable.") { Detail = detail };

    public static Problem StaleVersion() => new(412, "stale-version", "La fiche a changé depuis que vous l'avez lue.") { Detail = "Relisez-la : l'étiquette If-Match n'est plus la sienne." };

    public static Problem StaleFile() => StaleVersion() with { Title = "Le fichier a changé depuis que vous l'avez lu.", Detail = "Demandez-le à nouveau : l'étiquette If-Match n'est plus la sienne." };

    public static Problem RangeNotSatisfiable() => new(416, "range-not-satisfiable", "Le fichier ne va pas jusque-là.") { Detail = "L'en-tête Content-Range donne sa taille en octets." };

    public static Problem VersionRequired() => new(428, "version-required", "L'en-tête If-Match est nécessaire.") { Detail = "Il porte l'étiquette ETag de la dernière lecture." };

    public static Problem TooLarge(int maxBytes) => new(413, "too-large", "Le contenu est trop volumineux.") { Detail = $"La limite est de {maxBytes / (1024 * 1024)} Mio." };

    public static Problem NotAcceptable() => new(406, "not-acceptable", "Aucun format demandé n'est disponible.") { Detail = "La réponse est en application/json." };

    public static Problem UnsupportedMediaType() => new(415, "unsupported-media-type", "Ce type de contenu n'est pas accepté.") { Detail = "Le contenu attendu est application/json." };

    public static Problem NotMultipart() => UnsupportedMediaType() with { Detail = "Le contenu attendu est multipart/form-data, avec une ou plusieurs parties « file »." };

    public static Problem UnsupportedFile(string detail) => UnsupportedMediaType() with { Detail = detail };

    /// <summary>One fault of one field; <c>""</c> is the whole.</summary>
    public static Problem Invalid(string field, string sentence) => Invalid(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [sentence] });

    public static Problem Invalid(IReadOnlyDictionary<string, string[]> errors) => new(422, "invalid", "Le contenu n'est pas valable.") { Errors = errors };

    public static Problem TooMany(TimeSpan wait, string detail) =>
        new(429, "too-many", "Trop de demandes en peu de temps.") { Detail = detail, RetryAfter = TimeSpan.FromSeconds(Math.Ceiling(wait.TotalSeconds)) };

    public static Problem StorageUnavailable() => new(503, "storage-unavailable", "Le service est momentanément indisponible.") { RetryAfter = TimeSpan.FromSeconds(5) };

    public static Problem AuthenticationOff() => new(503, "authentication-off", "L'authentification de la plateforme est désactivée.") { RetryAfter = TimeSpan.FromMinutes(5) };

    public static Problem Unexpected() => new(500, "unexpected", "Une erreur imprévue s'est produite.");

    public IResult ToResult() => new ProblemResult(this);

    /// <summary>Status and headers, which a page says as the API does.</summary>
    public void Begin(HttpResponse response)
    {
        response.StatusCode = Status;
        if (RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = FormattableString.Invariant($"{wait.TotalSeconds:0}");
        }

        if (Allow is { } allow)
        {
            response.Headers.Allow = allow;
        }
    }

    private sealed class ProblemResult(Problem problem) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            problem.Begin(httpContext.Response);
            var body = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["type"] = "urn:territoires-industrie:" + problem.Code,
                ["title"] = problem.Title,
                ["status"] = problem.Status,
                ["detail"] = problem.Detail ?? problem.Title,
                ["instance"] = InstanceOf(httpContext.Request.Path),
                ["code"] = problem.Code,
            };
            if (problem.Errors is { } errors)
            {
                body["errors"] = errors;
            }

            return httpContext.Response.WriteAsJsonAsync(body, Wire.Json, "application/problem+json", httpContext.RequestAborted);
        }

        /// <summary>A path that holds a token is not repeated: answers end up in logs.</summary>
        private static string InstanceOf(PathString path)
        {
            var segments = path.Value!.Split('/');
            for (var i = 1; i < segments.Length; i++)
            {
                if (segments[i - 1] is "reviews" or "avis" or "telechargements")
                {
                    segments[i] = "…";
                }
            }

            return string.Join('/', segments);
        }
    }
}
