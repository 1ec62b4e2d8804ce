using System.ComponentModel.DataAnnotations;

namespace ActionSheets.Attachments;

/// <summary>Who judges attached files: section <c>Attachments</c>.</summary>
public sealed class AttachmentOptions : IValidatableObject
{
    internal const string Section = "Attachments";
    internal const string Clamd = "clamd";
    internal const string Defender = "defender";

    /// <summary><c>clamd</c>, <c>defender</c>, or nothing on a machine of one's own: then only the EICAR test string is found.</summary>
    public string? Scanner { get; set; }

    /// <summary>Where clamd listens: <c>tcp://host:3310</c> or <c>unix:///run/clamav/clamd.ctl</c>.</summary>
    public Uri? ClamdAddress { get; set; }

    internal bool IsInAzure { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Scanner is not (null or Clamd or Defender))
        {
            yield return new ValidationResult($"Attachments:Scanner is {Clamd}, {Defender} or nothing.");
        }

        if (Scanner is null && IsInAzure)
        {
            yield return new ValidationResult($"In Azure, Attachments:Scanner must be {Defender} or {Clamd}: what looks for the EICAR test string only is no scanner.");
        }

        if (Scanner == Clamd && ClamdAddress is not { IsAbsoluteUri: true, Scheme: "tcp" or "unix" })
        {
            yield return new ValidationResult("Attachments:ClamdAddress must be tcp://host:port or unix:///path.");
        }
    }
}
