using System.Collections.Immutable;
using System.Text.Json;
using ActionSheets.Reference;
using ActionSheets.Web;

namespace ActionSheets.Agreements;

/// <summary>An agreement as sent.</summary>
internal sealed record SentAgreement(
    Territory? Territory, AgreementKind Kind, AgreementState State, DateOnly? SignedOn, ImmutableArray<Signatory> Signatories, ImmutableArray<AnnexedSheet> Sheets);

/// <summary>Reads the body of <c>POST</c> and <c>PUT /api/agreements</c> and applies the rules that need no other sheet.</summary>
internal static class AgreementForm
{
    private const int LongestName = 300;
    private const int LongestId = 100;
    private const int MostSignatories = 200;
    private const int MostSheets = 500;

    public static SentAgreement Read(JsonElement sent, ReferenceData reference, DateOnly today, Faults faults) => JsonForm.Read(
        sent,
        faults,
        form =>
        {
            form.PassOver("id", "territory", "region");
            var territory = ReadTerritory(form, reference);
            var kind = Word<AgreementKind>(form, "kind");
            var state = Word<AgreementState>(form, "state");
            var signedOn = form.Day("signedOn");
            if (state == AgreementState.Signed && signedOn is null)
            {
                form.Fault("signedOn", "La date de signature est obligatoire pour un accord signé.");
            }

            if (signedOn < ReferenceData.ProgrammeBegan)
            {
                form.Fault("signedOn", $"Le programme a commencé le {French.Day(ReferenceData.ProgrammeBegan)}.");
            }

            if (signedOn > today)
            {
                form.Fault("signedOn", "Cette date n'est pas encore passée.");
            }

            var signatories = form.ListOrTexts(
                "signatories",
                MostSignatories,
                LongestName,
                name => new Signatory(null, name, null, IsNameOnly: true),
                one => new Signatory(one.OneOf("group", SignatoryGroups.All), one.Text("name", LongestName, required: true) ?? "", one.Text("role", LongestName)));
            var sheets = form.List("sheets", MostSheets, one => new AnnexedSheet(one.Text("id", LongestId, required: true) ?? "", Version(one)));
            return new SentAgreement(territory, kind, state, signedOn, [.. signatories], [.. sheets]);
        });

    private static Territory? ReadTerritory(JsonForm form, ReferenceData reference)
    {
        const string Member = "territoryId";
        if (form.Text(Member, LongestId, required: true) is not { } id)
        {
            return null;
        }

        var territory = reference.TerritoryById(id);
        if (territory is null)
        {
            form.Fault(Member, "Ce territoire n'existe pas.");
        }

        return territory;
    }

    private static T Word<T>(JsonForm form, string member)
        where T : struct, Enum
    {
        var words = Enum.GetValues<T>().ToDictionary(Wire.Name, StringComparer.Ordinal);
        return form.OneOf(member, [.. words.Keys], required: true) is { } word ? words[word] : default;
    }

    private static int Version(JsonForm form)
    {
        var sent = form.Number("version", required: true);
        if (sent is { } version and >= 1 and <= int.MaxValue && decimal.IsInteger(version))
        {
            return (int)version;
        }

        if (sent is not null)
        {
            form.Fault("version", "Un numéro de version est attendu.");
        }

        return 0;
    }
}
