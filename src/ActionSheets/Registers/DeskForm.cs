using System.Text.Json;
using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Web;

namespace ActionSheets.Registers;

/// <summary>Reads the body of <c>PUT /api/desks/{body}/{scope}</c>.</summary>
internal static class DeskForm
{
    private const int LongestName = 200;

    public static Desk Read(string body, string scope, JsonElement sent, Faults faults) => JsonForm.Read(
        sent,
        faults,
        form =>
        {
            form.PassOver("operator", "region", "axis", "addressRefused", "refusedAt", "absentSince", "coming", "waiting");
            var name = form.Text("name", LongestName, required: true) ?? "";
            var address = form.Email("address", required: true) ?? "";
            var substitute = form.Email("substitute");
            var absence = form.Object("absence", absence => Absence(absence, faults));
            return new Desk(body, scope, name, address, substitute, form.Email("regionalHead"), absence, Hour(form, "digestHour"), form.Day("since"), Quiet(form, faults));
        });

    /// <summary>True for a desk that can exist: an operator's, the State's, a Region's own or the ministry's.</summary>
    public static bool CanExist(string body, string scope, ReferenceData reference)
    {
        var (region, axis) = (DeskScope.RegionOf(scope), DeskScope.AxisOf(scope));
        var isRegion = reference.RegionByCode(region) is not null;
        var isScope = (isRegion || region == DeskScope.AllRegions) && scope == DeskScope.Of(region, axis) && (axis is null || SheetWords.Axes.Contains(axis, StringComparer.Ordinal));
        return body switch
        {
            DeskBody.Region => isRegion && scope == region,
            DeskBody.Ministry => scope == DeskScope.AllRegions,
            Operator.StateCode => isScope,
            _ => reference.OperatorByCode(body) is not null && isScope,
        };
    }

    private static Absence? Absence(JsonForm form, Faults faults)
    {
        var (from, until) = (form.Day("from"), form.Day("until"));
        if (from is null && until is null)
        {
            return null;
        }

        if (from is { } first && until is { } last && first <= last)
        {
            return new Absence(first, last);
        }

        faults.Add("absence.until", "L'absence va d'un premier jour à un dernier, qui ne le précède pas.");
        return null;
    }

    private static QuietHours? Quiet(JsonForm form, Faults faults)
    {
        var (from, until) = form.Object("quietHours", hours => (Hour(hours, "from"), Hour(hours, "until")));
        if (from is { } first && until is { } last && first != last)
        {
            return new QuietHours(first, last);
        }

        if (from is not null || until is not null)
        {
            faults.Add("quietHours", "Les heures calmes vont d'une heure à une autre.");
        }

        return null;
    }

    private static int? Hour(JsonForm form, string name)
    {
        if (form.Number(name) is not { } hour)
        {
            return null;
        }

        if (hour is >= 0 and <= 23 && decimal.IsInteger(hour))
        {
            return (int)hour;
        }

        form.Fault(name, "Une heure entière de 0 à 23 est attendue.");
        return null;
    }
}
