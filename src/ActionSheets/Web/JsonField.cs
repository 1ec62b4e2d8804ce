using System.Globalization;
using System.Net.Mail;
using System.Runtime.InteropServices;
using System.Text.Json;
using ActionSheets.Reference;
using ActionSheets.Web.Forms;

namespace ActionSheets.Web;

/// <summary>
/// One value of a body, present and not null, with its path. Each reading gives the value, or adds a fault and gives null.
/// </summary>
internal readonly record struct JsonField(JsonElement Value, string Path, Faults Faults)
{
    public const string Required = "Ce champ est obligatoire.";

    private const int LongestWord = 320;

    private static readonly NumberFormatInfo French = new() { NumberGroupSeparator = "\u202F", NumberGroupSizes = [3] };

    public void Fault(string sentence) => Faults.Add(Path, sentence);

    /// <summary>Text as sent, blank included. Length counts Unicode characters, as a person would, not UTF-16 halves.</summary>
    public string? Text(int longest)
    {
        if (Value.ValueKind is not JsonValueKind.String)
        {
            Fault("Un texte est attendu.");
            return null;
        }

        if (RawText.TroubleIn(JsonMarshal.GetRawUtf8Value(Value)) is not TextTrouble.None)
        {
            return null; // JsonTexts has said so, with the same path.
        }

        var text = Value.GetString()!;
        if (text.Length > longest && text.EnumerateRunes().Count() > longest)
        {
            Fault($"Le texte ne peut pas dépasser {longest.ToString("#,0", French)} caractères.");
            return null;
        }

        return text;
    }

    public string? OneOf(IReadOnlyList<string> words)
    {
        if (Text(LongestWord) is not { } text)
        {
            return null;
        }

        if (words.Contains(text))
        {
            return text;
        }

        Fault(OneOfThese(words));
        return null;
    }

    public static string OneOfThese(IEnumerable<string> words) => $"La valeur doit être l'une des suivantes : {string.Join(", ", words)}.";

    public Month? Month()
    {
        if (Text(LongestWord) is not { } text)
        {
            return null;
        }

        var month = Reference.Month.Read(text);
        if (month is null)
        {
            Fault("Un mois est attendu, par exemple 05/2019 (2019-05 par l'API).");
        }

        return month;
    }

    public DateOnly? Day()
    {
        if (Text(LongestWord) is not { } text)
        {
            return null;
        }

        if (IsoDay.TryParse(text, out var day))
        {
            return day;
        }

        Fault("Une date est attendue, sous la forme AAAA-MM-JJ.");
        return null;
    }

    /// <summary>MailAddress also takes "Name &lt;a@b.fr&gt;" and a domain without dot: neither is an address one can write to.</summary>
    public static bool IsEmail(string text) => !text.Any(char.IsWhiteSpace) && MailAddress.TryCreate(text, out var address)
        && string.Equals(address.Address, text, StringComparison.Ordinal) && address.Host.Contains('.', StringComparison.Ordinal);

    public string? Email()
    {
        if (Text(LongestWord) is not { } text)
        {
            return null;
        }

        if (IsEmail(text))
        {
            return text;
        }

        Fault("L'adresse électronique n'a pas la bonne forme.");
        return null;
    }

    public decimal? Amount()
    {
        var isTwofold = Value.ValueKind is JsonValueKind.String && TypedNumber.IsTwofold(Value.GetRawText().Trim('"'));
        if (Exact(isTwofold ? TypedNumber.SaidTwice : "Le montant doit être un nombre.") is not { } number)
        {
            return null;
        }

        var sound = Holds(!number.Negative, "Le montant ne peut pas être négatif.")
            & Holds(number.Decimals <= 2, "Le montant ne peut pas avoir plus de deux décimales.")
            & Holds(number.WholeDigits <= 12, "Le montant ne peut pas dépasser 999 999 999 999,99 euros.");
        return sound ? number.ToDecimal() : null;
    }

    public decimal? Number()
    {
        // Fifteen digits are what the canonical form of a receipt, which knows doubles only, keeps apart.
        const int MostDigits = 15;
        if (Exact("Un nombre est attendu.") is not { } number)
        {
            return null;
        }

        var most = Math.Max(number.Digits.Length, Math.Max(number.WholeDigits, number.Decimals));
        return Holds(most <= MostDigits, "Le nombre ne peut pas compter plus de quinze chiffres.") ? number.ToDecimal() : null;
    }

    public int? Year() =>
        Exact("Une année est attendue.") is { } number
        && Holds(number is { Negative: false, Decimals: 0, WholeDigits: 4 }, "Une année à quatre chiffres est attendue.")
            ? (int)number.ToDecimal()
            : null;

    /// <summary>The entries of a list up to the limit; more is a fault.</summary>
    public IEnumerable<JsonField> Items(int limit)
    {
        if (Value.ValueKind is not JsonValueKind.Array)
        {
            Fault("Une liste est attendue.");
            return [];
        }

        Holds(Value.GetArrayLength() <= limit, $"La liste ne peut pas compter plus de {limit} éléments.");
        var (path, faults) = (Path, Faults);
        return Value.EnumerateArray().Take(limit).Select((item, index) => new JsonField(item, $"{path}[{index}]", faults));
    }

    private ExactNumber? Exact(string sentence)
    {
        if (Value.ValueKind is JsonValueKind.Number)
        {
            return ExactNumber.Read(JsonMarshal.GetRawUtf8Value(Value));
        }

        Fault(sentence);
        return null;
    }

    private bool Holds(bool condition, string sentence)
    {
        if (!condition)
        {
            Fault(sentence);
        }

        return condition;
    }
}
