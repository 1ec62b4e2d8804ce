using System.Text;
using System.Text.Json;
using ActionSheets.Registers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace ActionSheets.Web;

/// <summary>Reads <c>X-MS-CLIENT-PRINCIPAL</c> and completes it from the access register (contract, section 2).</summary>
public sealed class CallerReader(IOptions<AuthenticationOptions> options, AccessRegister register)
{
    private const string Header = "X-MS-CLIENT-PRINCIPAL";

    /// <summary>Of several roles, the one that sees most comes first.</summary>
    private static readonly Who[] Widest = [Who.Administrator, Who.Ministry, Who.Operator, Who.Region];

    internal bool IsAuthenticationOn => options.Value.TrustHeader || options.Value.PlatformEnabled;

    /// <summary>Null when nobody is signed in, or when the header is not one the platform would write.</summary>
    /// <param name="rule">Who may ask: of several roles, the widest that may counts.</param>
    internal async Task<Caller?> Read(HttpRequest request, Who rule, CancellationToken cancellationToken)
    {
        if (!IsAuthenticationOn || Claims(request.Headers[Header].ToString()) is not { } claims)
        {
            return null;
        }

        var email = First(claims, "preferred_username") ?? First(claims, "email") ?? "";
        var name = First(claims, "name") ?? email;
        var callers = RolesOf(claims).Select(role => InRole(role, Code(First(claims, "region")), Code(First(claims, "operator")), name, email)).ToList();
        if (callers.Count > 0)
        {
            var may = rule.HasFlag(Who.Anyone) ? Who.SignedIn : rule;
            return callers.Where(caller => (caller.Role & may) != Who.None && caller.IsScoped).MinBy(caller => Array.IndexOf(Widest, caller.Role)) ?? callers[0];
        }

        return email.Length == 0 ? null : await register.Find(email, cancellationToken) is { } entry
            ? InRole(entry.Role, entry.Region, entry.Operator, name, email)
            : new Caller(Who.None, null, null, name, email);
    }

    /// <summary>A scope that is not the role's own says nothing: it must not narrow what a ministry reads, nor widen what an operator may.</summary>
    private static Caller InRole(Who role, string? region, string? asked, string name, string email) =>
        new(role, role == Who.Region ? region : null, role == Who.Operator ? asked : null, name, email);

    private static IEnumerable<Who> RolesOf(List<(string Type, string Value)> claims) => claims
        .Where(claim => claim.Type is "roles" or "role" or "http://schemas.microsoft.com/ws/2008/06/identity/claims/role")
        .Select(claim => AccessEntry.ParseRole(claim.Value))
        .OfType<Who>();

    private static string? First(List<(string Type, string Value)> claims, string type) =>
        claims.Find(claim => claim.Type == type) is { Value: { Length: > 0 } value } ? value : null;

    /// <summary>A scope becomes part of storage keys; what is not shaped like a code gives no scope.</summary>
    private static string? Code(string? claim) =>
        claim is { Length: <= 40 } && claim.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-') ? claim : null;

    private static List<(string Type, string Value)>? Claims(string header)
    {
        if (header.Length == 0)
        {
            return null;
        }

        try
        {
            using var principal = JsonDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(header)));
            return [.. principal.RootElement.GetProperty("claims").EnumerateArray()
                .Select(claim => (claim.GetProperty("typ").GetString() ?? "", claim.GetProperty("val").GetString() ?? ""))];
        }
        catch (Exception exception) when (exception is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
