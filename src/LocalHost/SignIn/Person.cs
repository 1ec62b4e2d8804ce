using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalHost.SignIn;

/// <summary>Who is signed in on this machine (contract, section 2).</summary>
/// <param name="Role">region, operator, ministry or administrator; null for a person without a role, as ProConnect gives it.</param>
/// <param name="Region">INSEE code.</param>
/// <param name="Operator">Operator code.</param>
/// <param name="Name">The person's name.</param>
/// <param name="Email">The person's address.</param>
internal sealed record Person(string? Role, string? Region, string? Operator, string? Name, string? Email)
{
    public static readonly IReadOnlyList<string> Roles = ["region", "operator", "ministry", "administrator"];

    public static Person From(Func<string, string?> value) =>
        new(Given(value("role")), Given(value("region")), Given(value("operator")), Given(value("name")), Given(value("email")));

    /// <summary>What is missing or wrong, in French; null when it can sign in.</summary>
    public string? Fault() =>
        Role is null && Email is null ? "Choisissez un rôle ou indiquez une adresse."
        : Role is not null && !Roles.Contains(Role, StringComparer.Ordinal) ? "Ce rôle n’existe pas."
        : Role == "region" && Region is null ? "Choisissez une Région."
        : Role == "operator" && Operator is null ? "Choisissez un opérateur."
        : null;

    /// <summary>The value of <c>X-MS-CLIENT-PRINCIPAL</c>: Base64 of JSON.</summary>
    public string ToPrincipal()
    {
        var claims = new JsonArray();
        Claim("roles", Role);
        Claim("region", Role == "region" ? Region : null);
        Claim("operator", Role == "operator" ? Operator : null);
        Claim("name", Name);
        Claim("preferred_username", Email);
        var principal = new JsonObject { ["auth_typ"] = "local", ["name_typ"] = "name", ["role_typ"] = "roles", ["claims"] = claims };
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(principal.ToJsonString()));

        void Claim(string type, string? value)
        {
            if (value is not null)
            {
                claims.Add(new JsonObject { ["typ"] = type, ["val"] = value });
            }
        }
    }

    /// <summary>The person of a principal, for the page that says who one is.</summary>
    public static Person? FromPrincipal(string principal)
    {
        try
        {
            var claims = JsonNode.Parse(Convert.FromBase64String(principal))?["claims"]?.AsArray() ?? [];
            return new Person(Claim("roles"), Claim("region"), Claim("operator"), Claim("name"), Claim("preferred_username"));

            string? Claim(string type) => (string?)claims.FirstOrDefault(claim => (string?)claim?["typ"] == type)?["val"];
        }
        catch (Exception fault) when (fault is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
