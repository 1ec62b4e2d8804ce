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

    internal bool IsAuthenticationOn => options.Value.TrustHeader || options.Value.PlatformEnabled;

    /// <summary>Null when nobody is signed in, or when the header is not one the platform would write.</summary>
    internal async Task<Caller?> Read(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!IsAuthenticationOn || Claims(request.Headers[Header].ToString()) is not { } claims)
        {
            return null;
        }

        var email = First(claims, "preferred_username") ?? First(claims, "email") ?? "";
        var name = First(claims, "name") ?? email;
        if (RoleOf(claims) is { } role)
        {
            return new Caller(role, Code(First(claims, "region")), Code(First(claims, "operator")), name, email);
        }

        return email.Length == 0 ? null : await register.Find(email, cancellationToken) is { } entry
            ? new Caller(entry.Role, entry.Region, entry.Operator, name, email)
            : new Caller(Who.None, null, null, name, email);
    }

    private static Who? RoleOf(List<(string Type, string Value)> claims)
    {
        foreach (var (type, value) in claims)
        {
            if (type is "roles" or "role" or "http://schemas.microsoft.com/ws/2008/06/identity/claims/role" && AccessEntry.ParseRole(value) is { } role)
            {
                return role;
            }
        }

        return null;
    }

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
