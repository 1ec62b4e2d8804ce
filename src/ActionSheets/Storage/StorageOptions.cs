using System.ComponentModel.DataAnnotations;

namespace ActionSheets.Storage;

/// <summary>
/// Where the product keeps its data: section <c>Storage</c>. Either one connection string, or three service addresses reached with the
/// managed identity (the names are those of identity-based connections of the Functions host, so both read the same settings).
/// </summary>
public sealed class StorageOptions : IValidatableObject
{
    public const string Section = "Storage";

    public string? ConnectionString { get; set; }

    public Uri? TableServiceUri { get; set; }

    public Uri? QueueServiceUri { get; set; }

    public Uri? BlobServiceUri { get; set; }

    /// <summary>Client id of the user-assigned identity.</summary>
    public string? ClientId { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ConnectionString is null && (TableServiceUri is null || QueueServiceUri is null || BlobServiceUri is null))
        {
            yield return new ValidationResult("Storage needs a connection string, or TableServiceUri, QueueServiceUri and BlobServiceUri.");
        }
    }
}
