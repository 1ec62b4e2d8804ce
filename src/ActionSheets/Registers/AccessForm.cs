using System.Text.Json;
using ActionSheets.Reference;
using ActionSheets.Web;

namespace ActionSheets.Registers;

/// <summary>Reads the body of <c>PUT /api/access/{email}</c>: <c>{role, region, operator, from, until}</c>.</summary>
internal static class AccessForm
{
    private static readonly string[] Roles = ["region", "operator", "ministry", "administrator"];

    public static AccessEntry Read(string email, JsonElement sent, ReferenceData reference, Faults faults) => JsonForm.Read(
        sent,
        faults,
        form =>
        {
            form.PassOver("email");
            var role = AccessEntry.ParseRole(form.OneOf("role", Roles, required: true) ?? "") ?? Who.None;
            var region = form.OneOf("region", [.. reference.Regions.Select(known => known.Code)], required: role == Who.Region);
            var asked = form.OneOf("operator", [.. reference.Operators.Select(known => known.Code)], required: role == Who.Operator);
            var (from, until) = (form.Day("from"), form.Day("until"));
            if (from >= until)
            {
                form.Fault("until", "La fin doit suivre le début.");
            }

            return new AccessEntry(email, role, region, asked, from, until);
        });
}
