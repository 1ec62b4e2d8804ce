using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ActionSheets.Web;

/// <summary>Who comes in by a function: its declared rule, held against the caller.</summary>
internal sealed class Admission(CallerReader callers, Type function)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly MediaTypeHeaderValue ProblemJson = new("application/problem+json");

    private readonly bool _givesFiles = function.IsDefined(typeof(GivesFilesAttribute), inherit: false);
    private readonly Who _rule = function.GetCustomAttribute<AccessAttribute>()?.Who ?? Who.None;

    /// <summary>Before anything of the request is read: who asks, and whether they can read what is answered.</summary>
    public async Task<(Caller? Caller, Problem? Problem)> Identify(HttpRequest request, CancellationToken cancellationToken)
    {
        if (_rule == Who.None)
        {
            throw new InvalidOperationException($"{function.Name} declares no access rule.");
        }

        if (_rule.HasFlag(Who.Anyone))
        {
            return (Remembered(request, await callers.Read(request, _rule, cancellationToken)) ?? Caller.Anonymous, NotAcceptable(request));
        }

        if (!callers.IsAuthenticationOn)
        {
            return (null, Problem.AuthenticationOff());
        }

        return Remembered(request, await callers.Read(request, _rule, cancellationToken)) is { } caller ? (caller, NotAcceptable(request)) : (null, Problem.Unauthenticated());
    }

    /// <summary>After the body was read: whether the caller's role has the right.</summary>
    public Problem? Authorize(Caller caller)
    {
        if (_rule.HasFlag(Who.Anyone))
        {
            return null;
        }

        return (_rule & caller.Role) != Who.None && caller.IsScoped ? null : Problem.Forbidden("Votre profil ne donne pas accès à cette action.");
    }

    /// <summary>The API answers JSON, but for functions that give files, which say so.</summary>
    private Problem? NotAcceptable(HttpRequest request)
    {
        if (_givesFiles || !request.Path.StartsWithSegments("/api", StringComparison.Ordinal) || request.Headers.Accept.Count == 0)
        {
            return null;
        }

        var accepts = request.GetTypedHeaders().Accept;
        return accepts.Count == 0 || accepts.Any(type => type.Quality != 0 && (Json.IsSubsetOf(type) || ProblemJson.IsSubsetOf(type))) ? null : Problem.NotAcceptable();
    }

    /// <summary>The head of a page says who is signed in, also when what was asked for is refused.</summary>
    private static Caller? Remembered(HttpRequest request, Caller? caller)
    {
        request.HttpContext.Features.Set(caller);
        return caller;
    }
}
