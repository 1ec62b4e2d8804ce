using System.Text.Json.Nodes;

namespace ActionSheets.Tests.Asking;

/// <summary>Answers to start a test from.</summary>
internal static class Answers
{
    public static JsonObject Refusal(string requestKey, string? email = null) => Of(requestKey, "refused", email, ("reason", "Hors de la doctrine d'intervention."));

    public static JsonObject Agreement(string requestKey, decimal amount, string? email = null) => Of(requestKey, "agreement-in-principle", email, ("amount", amount));

    /// <summary>Without an address nobody is named: for who is signed in.</summary>
    public static JsonObject Of(string requestKey, string kind, string? email, params (string Name, JsonNode? Value)[] members)
    {
        var answer = new JsonObject { ["requestKey"] = requestKey, ["kind"] = kind };
        foreach (var (name, value) in members)
        {
            answer[name] = value;
        }

        if (email is not null)
        {
            answer["respondent"] = new JsonObject { ["name"] = "Sacha Répondante", ["email"] = email };
        }

        return answer;
    }
}
