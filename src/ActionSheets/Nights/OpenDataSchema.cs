using System.Text.Json;
using ActionSheets.Reference;

namespace ActionSheets.Nights;

/// <summary>
/// <c>open-data/schema.json</c>: a Table Schema (specs.frictionlessdata.io) of the public tables, which all have the same columns, and in the
/// same document the Data Package that lists them with their licence.
/// </summary>
internal static class OpenDataSchema
{
    public const string Heading = "cle;libelle;fiches#;demandes#;reponses#;budget_ht€;demande€;accorde€;paye€";
    public const string LicenceName = "Licence Ouverte 2.0";
    public const string LicenceAddress = "https://www.etalab.gouv.fr/wp-content/uploads/2017/04/ETALAB-Licence-Ouverte-v2.0.pdf";

    /// <summary>Column, title, description; also the dictionary of the page.</summary>
    public static readonly IReadOnlyList<(string Column, string Title, string Description)> Dictionary =
    [
        ("cle", "Clé", "Code INSEE de la Région pilote, identifiant du territoire, code de l'axe, de l'opérateur ou du statut, selon la table"),
        ("libelle", "Libellé", "Nom français de la clé"),
        ("fiches", "Fiches", "Nombre de fiches actions ; par opérateur, une fiche compte sous chaque opérateur sollicité"),
        ("demandes", "Demandes", "Nombre de demandes adressées aux opérateurs et à l'État"),
        ("reponses", "Réponses", "Nombre de demandes qui ont reçu une réponse ; une question n'en est pas une"),
        ("budget_ht", "Budget", "Coût total hors taxes des fiches, en euros ; un coût inconnu ne compte pas"),
        ("demande", "Montant demandé", "Somme des montants demandés, en euros"),
        ("accorde", "Montant accordé", "Somme des accords de principe en vigueur, en euros"),
        ("paye", "Montant payé", "Somme des paiements déclarés par les opérateurs, en euros"),
    ];

    public static string TitleOf(string file) => file switch
    {
        "by-region.csv" => "Par Région pilote",
        "by-territory.csv" => "Par territoire",
        "by-axis.csv" => "Par axe",
        "by-operator.csv" => "Par opérateur",
        "by-status.csv" => "Par statut",
        _ => file,
    };

    public static void WriteTo(Utf8JsonWriter json, IEnumerable<string> files)
    {
        json.WriteStartObject();
        json.WriteString("name", "territoires-industrie-fiches-actions");
        json.WriteString("title", "Territoires d'industrie : fiches actions, chiffres publics");
        json.WriteString("description", $"Une cellule vide est cachée : un nombre de 1 à {OpenTable.Smallest - 1}, ou un nombre qui permettrait d'en retrouver un. {ReferenceData.Attribution}.");
        WriteLicence(json);
        WriteSchema(json);
        json.WriteStartArray("resources");
        foreach (var file in files)
        {
            WriteResource(json, file);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteLicence(Utf8JsonWriter json)
    {
        json.WriteStartArray("licenses");
        json.WriteStartObject();
        json.WriteString("name", "etalab-2.0");
        json.WriteString("title", LicenceName);
        json.WriteString("path", LicenceAddress);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteResource(Utf8JsonWriter json, string file)
    {
        json.WriteStartObject();
        json.WriteString("name", Path.GetFileNameWithoutExtension(file));
        json.WriteString("title", TitleOf(file));
        json.WriteString("path", file);
        json.WriteString("profile", "tabular-data-resource");
        json.WriteString("format", "csv");
        json.WriteString("mediatype", "text/csv");
        json.WriteString("encoding", "utf-8");
        json.WriteStartObject("dialect");
        json.WriteString("delimiter", ";");
        json.WriteString("lineTerminator", "\r\n");
        json.WriteString("quoteChar", "\"");
        json.WriteBoolean("doubleQuote", true);
        json.WriteBoolean("header", true);
        json.WriteEndObject();
        json.WriteStartObject("schema");
        WriteSchema(json);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Members of a Table Schema, into the object at hand.</summary>
    private static void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteStartArray("fields");
        foreach (var (column, (_, title, description)) in TableColumn.Parse(Heading).Zip(Dictionary))
        {
            WriteField(json, column, title, description);
        }

        json.WriteEndArray();
        json.WriteStartArray("missingValues");
        json.WriteStringValue("");
        json.WriteEndArray();
        json.WriteString("primaryKey", "cle");
    }

    private static void WriteField(Utf8JsonWriter json, TableColumn column, string title, string description)
    {
        json.WriteStartObject();
        json.WriteString("name", column.Name);
        json.WriteString("title", title);
        json.WriteString("description", description);
        json.WriteString("type", column.Kind switch { CellKind.Whole => "integer", CellKind.Amount => "number", _ => "string" });
        if (column.Kind == CellKind.Amount)
        {
            json.WriteString("decimalChar", ",");
        }

        json.WriteStartObject("constraints");
        if (column.Kind == CellKind.Text)
        {
            json.WriteBoolean("required", true);
        }
        else
        {
            json.WriteNumber("minimum", 0);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
