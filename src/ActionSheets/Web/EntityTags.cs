using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ActionSheets.Web;

/// <summary>What <c>If-Match</c> and <c>If-None-Match</c> say of the tag that stands (RFC 9110, sections 13.1.1 and 13.1.2): one tag, a list, or <c>*</c>.</summary>
internal static class EntityTags
{
    /// <summary>Whether a change may go on top of what stands. Text that is no tag fits nothing.</summary>
    public static bool Fits(string ifMatch, string etag) => Names(ifMatch, etag, isStrong: true);

    /// <summary>The caller has what stands already, and gets 304.</summary>
    public static bool IsKnown(HttpRequest request, string etag) => Names(request.Headers.IfNoneMatch.ToString(), etag, isStrong: false);

    private static bool Names(string header, string etag, bool isStrong) =>
        EntityTagHeaderValue.TryParseList([header], out var tags)
            && tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(new EntityTagHeaderValue(etag), isStrong));
}
