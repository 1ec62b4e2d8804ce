using System.ComponentModel.DataAnnotations;

namespace ActionSheets.Web;

/// <summary>How the product is reached from outside.</summary>
public sealed class PublicOptions
{
    /// <summary>Absolute address without a path; links in mails begin with it.</summary>
    [Required]
    public Uri? PublicAddress { get; set; }

    internal string Link(string path) => PublicAddress!.GetLeftPart(UriPartial.Authority) + path;
}
