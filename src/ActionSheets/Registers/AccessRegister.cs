using ActionSheets.Reference;
using ActionSheets.Storage;
using ActionSheets.Web;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Registers;

/// <summary>One line of the access register: what a person may do, from a day to a day (both Paris civil days, the last one excluded).</summary>
internal sealed record AccessEntry(string Email, Who Role, string? Region, string? Operator, DateOnly? From, DateOnly? Until)
{
    public static Who? ParseRole(string text) => text switch
    {
        "region" => Who.Region,
        "operator" => Who.Operator,
        "ministry" => Who.Ministry,
        "administrator" => Who.Administrator,
        _ => null,
    };

    public bool IsInForceOn(DateOnly day) => (From is not { } from || from <= day) && (Until is not { } until || day < until);
}

/// <summary>
/// Table <c>Access</c>: e-mail -> role and scope, for identity providers that give only a person. The key is a digest of the address, so
/// that addresses stay out of request lines and logs.
/// </summary>
public sealed class AccessRegister(StorageClients storage, TimeProvider clock)
{
    private const string Row = "access";

    private readonly TableClient _access = storage.Table(StorageNames.Access);

    /// <summary>The entry in force today; null when there is none.</summary>
    internal async Task<AccessEntry?> Find(string email, CancellationToken cancellationToken) =>
        await Read(email, cancellationToken) is { } entry && entry.IsInForceOn(ParisDay.Of(clock.GetUtcNow())) ? entry : null;

    internal async Task<AccessEntry?> Read(string email, CancellationToken cancellationToken) =>
        await _access.Find(KeyOf(email), Row, cancellationToken) is { } row ? FromEntity(row) : null;

    internal Task Write(AccessEntry entry, CancellationToken cancellationToken) =>
        _access.UpsertEntityAsync(ToEntity(entry), TableUpdateMode.Replace, cancellationToken);

    internal Task Remove(string email, CancellationToken cancellationToken) =>
        _access.DeleteEntityAsync(KeyOf(email), Row, ETag.All, cancellationToken);

    private static string KeyOf(string email) =>
        Sha256Text.Of(email.Trim().ToUpperInvariant());

    private static AccessEntry FromEntity(TableEntity row) => new(
        row.GetString("Email"), Enum.Parse<Who>(row.GetString("Role")), row.GetString("Region"), row.GetString("Operator"), Day(row, "From"), Day(row, "Until"));

    private static TableEntity ToEntity(AccessEntry entry) => new(KeyOf(entry.Email), Row)
    {
        ["Email"] = entry.Email,
        ["Role"] = entry.Role.ToString(),
        ["Region"] = entry.Region,
        ["Operator"] = entry.Operator,
        ["From"] = entry.From?.Iso(),
        ["Until"] = entry.Until?.Iso(),
    };

    private static DateOnly? Day(TableEntity row, string name) =>
        row.GetString(name) is { } text ? IsoDay.Parse(text) : null;
}
