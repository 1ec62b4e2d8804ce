using System.Globalization;
using ActionSheets.Sheets;
using ActionSheets.Web;
using Microsoft.Extensions.Options;

namespace ActionSheets.Drafts;

/// <summary>What a link to a draft names. <paramref name="Corrects"/>: id of the sheet it corrects, "" for a new one; found again by it when the draft is gone.</summary>
internal sealed record DraftAddress(string Region, Guid Id, string Corrects)
{
    public static DraftAddress Of(Draft draft) => new(draft.Region, draft.Id, draft.Corrects?.Sheet ?? "");

    public static DraftAddress? Read(string text) =>
        text.Split('.') is [var region, var id, var corrects] && Guid.TryParseExact(id, "D", out var guid) ? new DraftAddress(region, guid, corrects) : null;

    /// <summary>The sheet that the draft becomes a version of.</summary>
    public SheetId Sheet => SheetId.TryParse(Corrects, out var corrected) ? corrected : SheetId.For(Region, Id);

    public override string ToString() => $"{Region}.{Id:D}.{Corrects}";
}

/// <summary>The signed links that lead back to a draft. They open it for who is signed in for its Region; alone they give no right.</summary>
public sealed class DraftLinks(SignedLinks links, IOptions<PublicOptions> address)
{
    internal const int Days = 60;

    private const string Purpose = "draft";
    private const string SigningPurpose = "signature";

    /// <summary>The address to put alone on its line; the same draft and time give the same link.</summary>
    internal string LinkTo(Draft draft, DateTimeOffset from) =>
        address.Value.Link("/reprise/" + links.TokenOf(Purpose, DraftAddress.Of(draft).ToString(), from + TimeSpan.FromDays(Days)));

    internal string LinkTo(Sheet sheet) => address.Value.Link("/fiches/" + sheet.Id);

    /// <summary>The link by which the validator signs this revision, without an account.</summary>
    internal string SigningLinkTo(Draft draft, DateTimeOffset from) =>
        address.Value.Link("/signature/" + links.TokenOf(SigningPurpose, $"{DraftAddress.Of(draft)}.{draft.Revision.ToString(CultureInfo.InvariantCulture)}", from + TimeSpan.FromDays(Days)));

    /// <summary>Null for a link that is not ours.</summary>
    internal (DraftAddress Draft, int Revision, bool IsExpired)? ReadSigning(string token) =>
        links.Read(SigningPurpose, token) is { } signed && signed.Subject.LastIndexOf('.') is var dot and > 0
        && DraftAddress.Read(signed.Subject[..dot]) is { } draft && int.TryParse(signed.Subject.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? (draft, revision, signed.IsExpired)
            : null;

    /// <summary>Null for a link that is not ours.</summary>
    internal (DraftAddress Draft, bool IsExpired)? Read(string token) =>
        links.Read(Purpose, token) is { } signed && DraftAddress.Read(signed.Subject) is { } draft ? (draft, signed.IsExpired) : null;
}
