using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace LocalHost.Starting;

/// <summary>What Key Vault holds in Azure: made once per data folder, so links and sessions of yesterday still work today.</summary>
internal sealed record Secrets(string LinkKeyId, string LinkSecret, string EventPrivateKey, string EventPublicKey, string StorageKey)
{
    public static Secrets Of(DataFolder data)
    {
        var path = data.File("secrets.json");
        if (KeptFile.Read(path, SecretsJson.Default.Secrets) is { } kept)
        {
            return kept;
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var made = new Secrets(
            "local-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3)),
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            Convert.ToBase64String(key.ExportPkcs8PrivateKey()),
            Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()),
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(64)));
        KeptFile.Write(path, made, SecretsJson.Default.Secrets);
        return made;
    }

    public override string ToString() => nameof(Secrets);
}

[JsonSerializable(typeof(Secrets))]
internal sealed partial class SecretsJson : JsonSerializerContext;
