using System.Text.Json;
using ActionSheets.Web;

namespace ActionSheets.Registers;

/// <summary>Reads <c>{committeeOn, validator, validatorScope}</c>: what is absent is not set.</summary>
internal static class RegionSettingsForm
{
    /// <summary>What the validator is asked about: drafts submitted by form, or by a system as well.</summary>
    public const string Forms = "forms";
    public const string FormsAndApi = "forms-and-api";

    public static RegionSettings Read(string region, JsonElement sent, Faults faults) => JsonForm.Read(
        sent,
        faults,
        form =>
        {
            form.PassOver("region");
            return new RegionSettings(region, form.Day("committeeOn"), form.Email("validator"), form.OneOf("validatorScope", [Forms, FormsAndApi]) == FormsAndApi);
        });

    public static object Shown(RegionSettings settings) => new
    {
        settings.Region,
        settings.CommitteeOn,
        settings.Validator,
        ValidatorScope = settings.ValidatesApi ? FormsAndApi : Forms,
    };
}
