using System.Text.Json;
using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Web;

namespace ActionSheets.Subscriptions;

/// <summary>Reads what an administrator says of a subscription.</summary>
public sealed class SubscriptionForm(SubscriberClient client, ReferenceData reference)
{
    private const int LongestUrl = 1000;
    private const int LongestCursor = 10_000;
    private const int CodeLength = 2;

    /// <summary><c>{url, region, since}</c>; without <c>since</c> it hears what comes from now on.</summary>
    internal (Uri? Url, string? Region, ChangeCursor? Since) ReadNew(JsonElement sent, Faults faults) => JsonForm.Read(
        sent,
        faults,
        form =>
        {
            var url = Uri.TryCreate(form.Text("url", LongestUrl, required: true), UriKind.Absolute, out var address) ? address : null;
            if (!faults.At("url") && (url is null || !client.Allows(url)))
            {
                form.Fault("url", "Une adresse https publique est attendue, sans identifiant.");
            }

            var region = form.Text("region", CodeLength);
            if (region is not null && reference.RegionByCode(region) is null)
            {
                form.Fault("region", "Cette Région n'existe pas.");
            }

            return (url, region, Since(form));
        });

    /// <summary><c>{state, since}</c>: switched on or off, or told again from a cursor.</summary>
    internal static (SubscriptionState? State, ChangeCursor? Since) ReadChange(JsonElement sent, Faults faults) => JsonForm.Read(
        sent,
        faults,
        form => (form.OneOf("state", [Wire.Name(SubscriptionState.Active), Wire.Name(SubscriptionState.Off)]) switch
        {
            null => (SubscriptionState?)null,
            var word => word == Wire.Name(SubscriptionState.Active) ? SubscriptionState.Active : SubscriptionState.Off,
        }, Since(form)));

    /// <summary>A cursor of <c>GET /api/changes</c>; <c>start</c> is everything.</summary>
    private static ChangeCursor? Since(JsonForm form)
    {
        if (form.Text("since", LongestCursor) is not { } text)
        {
            return null;
        }

        if (text == "start")
        {
            return ChangeCursor.Beginning;
        }

        if (!ChangeCursor.TryParse(text, out var cursor))
        {
            form.Fault("since", "Ce curseur n'est pas de nous.");
        }

        return cursor;
    }
}
