using System.ComponentModel.DataAnnotations;

namespace ActionSheets.Web;

/// <summary>Section <c>Links</c>: the keys that sign what is sent by mail. The first signs; all are accepted, so a key can be retired slowly.</summary>
public sealed class LinkOptions : IValidatableObject
{
    internal const string Section = "Links";

    private const int FewestBytes = 32;

    public IList<LinkKey> Keys { get; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Keys.Count == 0 || Keys.Any(key => key.Id.Length == 0 || key.Id.Contains('.', StringComparison.Ordinal) || key.Bytes().Length < FewestBytes))
        {
            yield return new ValidationResult("Links needs at least one key: an Id without a dot, and a Secret of at least 32 bytes in Base64.");
        }
    }
}

/// <summary>A signing key; the secret is a Key Vault reference in Azure.</summary>
public sealed class LinkKey
{
    public string Id { get; set; } = "";

    /// <summary>Base64.</summary>
    public string Secret { get; set; } = "";

    public override string ToString() => Id;

    internal byte[] Bytes()
    {
        var bytes = new byte[Secret.Length];
        return Convert.TryFromBase64String(Secret, bytes, out var length) ? bytes[..length] : [];
    }
}
