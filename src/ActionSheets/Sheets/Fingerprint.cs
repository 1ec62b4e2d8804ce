using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace ActionSheets.Sheets;

/// <summary>SHA-256 of the canonical form, for bodies that may have none.</summary>
internal static class Fingerprint
{
    /// <summary>False for a body that broke the rules so far that RFC 8785 does not know it: a name twice, a lone surrogate.</summary>
    public static bool TryOf(JsonElement body, [NotNullWhen(true)] out string? fingerprint)
    {
        try
        {
            fingerprint = CanonicalJson.Sha256Hex(body);
            return true;
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException)
        {
            fingerprint = null;
            return false;
        }
    }
}
