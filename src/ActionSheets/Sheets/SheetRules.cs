using System.Text;
using ActionSheets.Reference;
using ActionSheets.Web;

namespace ActionSheets.Sheets;

/// <summary>
/// The rules that tie the parts of a sheet together and to the reference lists. They pass over what the form could not read, so that
/// one mistake is told once.
/// </summary>
internal static class SheetRules
{
    /// <summary>Adds the faults of a sheet submitted on a Paris civil day.</summary>
    public static void Check(SheetContent sheet, ReferenceData reference, DateOnly day, Faults faults)
    {
        CheckTerritory(sheet, reference, faults);
        CheckBudget(sheet, faults);
        CheckFunding(sheet, faults);
        CheckSomethingIsAsked(sheet, faults);
        for (var index = 0; index < sheet.OperatorRequests.Count; index++)
        {
            CheckRequest(sheet, index, reference, day, faults);
        }
    }

    private static void CheckTerritory(SheetContent sheet, ReferenceData reference, Faults faults)
    {
        if (sheet.TerritoryId.Length is 0)
        {
            return;
        }

        if (reference.TerritoryById(sheet.TerritoryId) is not { } territory)
        {
            faults.Add("territoryId", "Ce territoire n'existe pas.");
        }
        else if (sheet.LeadRegionCode is { } lead && lead != territory.LeadRegion)
        {
            faults.Add("leadRegionCode", $"La Région pilote de ce territoire a le code {territory.LeadRegion}.");
        }
    }

    // A total without lines is a budget not yet broken down. With an unknown line the known ones may not exceed the total; without
    // they must make it up. An unknown total binds nothing.
    private static void CheckBudget(SheetContent sheet, Faults faults)
    {
        if (sheet.BudgetTotal is not { } total || sheet.BudgetLines.Count is 0 || faults.At("budget.lines"))
        {
            return;
        }

        var sum = sheet.BudgetLines.Sum(line => line.Amount ?? 0);
        var complete = sheet.BudgetLines.All(line => line.Amount is not null);
        if (complete ? sum != total : sum > total)
        {
            faults.Add(
                "budget.lines",
                $"La somme des lignes ({Euros.Write(sum)}) ne correspond pas au budget total ({Euros.Write(total)}).");
        }
    }

    // Unknown amounts count for nothing: what is known may not exceed the total already.
    private static void CheckFunding(SheetContent sheet, Faults faults)
    {
        var sum = sheet.FundingPlan.Sum(line => line.Amount ?? 0);
        if (sheet.BudgetTotal is { } total && sum > total && !faults.At("fundingPlan"))
        {
            faults.Add("fundingPlan", $"Le plan de financement ({Euros.Write(sum)}) dépasse le budget total ({Euros.Write(total)}).");
        }
    }

    private static void CheckSomethingIsAsked(SheetContent sheet, Faults faults)
    {
        var asks = sheet.OperatorRequests.Count > 0 || sheet.StateRequests.Count > 0;
        if (!asks && !faults.AtOrIn("operatorRequests") && !faults.AtOrIn("stateRequests"))
        {
            faults.Add("operatorRequests", "Au moins une demande à un opérateur ou à l'État est nécessaire.");
        }
    }

    private static void CheckRequest(SheetContent sheet, int index, ReferenceData reference, DateOnly day, Faults faults)
    {
        var request = sheet.OperatorRequests[index];
        if (request.Operator.Length is 0)
        {
            return;
        }

        var path = $"operatorRequests[{index}]";
        if (reference.Operators.FirstOrDefault(known => known.Code == request.Operator) is not { } asked)
        {
            faults.Add($"{path}.operator", JsonField.OneOfThese(reference.Operators.Where(known => known.IsInProgrammeOn(day)).Select(known => known.Code)));
            return;
        }

        var name = asked.NameOn(day);
        if (!asked.IsInProgrammeOn(day))
        {
            faults.Add($"{path}.operator", $"{name} ne fait pas partie du programme à la date du dépôt.");
        }

        if (request.Amount is not null && !sheet.FundingPlan.Any(line => IsOf(asked, line)) && !faults.At("fundingPlan"))
        {
            faults.Add($"{path}.amount", $"Le plan de financement ne compte aucune ligne au nom de {name} pour cette demande chiffrée.");
        }
    }

    private static bool IsOf(Operator asked, FundingLine line)
    {
        if (line.FunderKind != SheetWords.OperatorFunder)
        {
            return false;
        }

        // Normalize throws on U+FFFE, which a text may hold.
        var funder = line.Funder.Replace('\uFFFE', '\uFFFD').Normalize(NormalizationForm.FormC);
        return asked.Names.Any(name => funder.StartsWith(name.Name.Normalize(NormalizationForm.FormC), StringComparison.OrdinalIgnoreCase));
    }
}
