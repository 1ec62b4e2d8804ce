using System.Text.Json;
using ActionSheets.Reference;

namespace ActionSheets.Web;

/// <summary>
/// Reads one JSON object strictly: each member is asked for once, by name; what has the wrong shape, is missing, stands twice or was
/// never asked for becomes a fault with its path. Never throws, whatever the JSON, and always gives a value, so that every fault of
/// a body is found at once: what could not be read is null or empty, and only a body without faults may be believed.
/// </summary>
internal sealed class JsonForm
{
    private const string ObjectExpected = "Un objet JSON est attendu.";

    private readonly string _path;
    private readonly Faults _faults;
    private readonly Dictionary<string, JsonElement> _unread = [];

    private JsonForm(string path, Faults faults)
    {
        _path = path;
        _faults = faults;
    }

    /// <summary>Reads a whole body; also looks for forbidden characters everywhere in it, member names included.</summary>
    /// <param name="body">Any JSON; even a default element.</param>
    /// <param name="faults">Where the faults go.</param>
    /// <param name="read">Asks for the members, and for nothing else.</param>
    public static T Read<T>(JsonElement body, Faults faults, Func<JsonForm, T> read)
    {
        JsonTexts.Check(body, faults);
        return Read(new JsonField(body, "", faults), read);
    }

    /// <summary>A body that is one text, which must not be blank, and nothing else.</summary>
    public static (string? Text, Problem? Problem) ReadText(JsonElement body, string member, int longest)
    {
        var faults = new Faults();
        var text = Read(body, faults, form => form.Text(member, longest, required: true));
        return faults.Any ? (null, Problem.Invalid(faults.ToDictionary())) : (text, null);
    }

    /// <summary>Adds a fault of a member that only the form itself can see.</summary>
    public void Fault(string member, string sentence) => _faults.Add(PathOf(member), sentence);

    /// <summary>What the answer adds to what was sent: it may come back, so that what was read can be changed and sent again, and says nothing.</summary>
    public void PassOver(params ReadOnlySpan<string> members)
    {
        foreach (var member in members)
        {
            _unread.Remove(member);
        }
    }

    /// <summary>A text as sent, of at most so many Unicode characters; null when absent, null or blank.</summary>
    public string? Text(string member, int longest, bool required = false)
    {
        var text = Take(member, required)?.Text(longest);
        if (!VisibleText.IsBlank(text))
        {
            return text;
        }

        if (text is not null && required)
        {
            Fault(member, JsonField.Required);
        }

        return null;
    }

    /// <summary>One of the words given, exactly.</summary>
    public string? OneOf(string member, IReadOnlyList<string> words, bool required = false) => Take(member, required)?.OneOf(words);

    /// <summary>An amount in euros: 0 to 999,999,999,999.99, to the cent; null is unknown.</summary>
    public decimal? Amount(string member, bool required = false) => Take(member, required)?.Amount();

    /// <summary>A number of at most fifteen digits, of either sign.</summary>
    public decimal? Number(string member, bool required = false) => Take(member, required)?.Number();

    /// <summary>A year of four digits, as a number.</summary>
    public int? Year(string member, bool required = false) => Take(member, required)?.Year();

    /// <summary>A month, <c>yyyy-MM</c>.</summary>
    public Month? Month(string member, bool required = false) => Take(member, required)?.Month();

    /// <summary>A Paris civil day, <c>yyyy-MM-dd</c>.</summary>
    public DateOnly? Day(string member, bool required = false) => Take(member, required)?.Day();

    /// <summary>An e-mail address, as sent.</summary>
    public string? Email(string member, bool required = false) => Take(member, required)?.Email();

    /// <summary>
    /// A nested object. When it is absent the form is read all the same, empty; its own required members are then missing only if
    /// the object itself is required.
    /// </summary>
    public T Object<T>(string member, Func<JsonForm, T> read, bool required = false)
    {
        if (Take(member, required: false) is { } field)
        {
            return Read(field, read);
        }

        return read(new JsonForm(PathOf(member), required ? _faults : new Faults()));
    }

    /// <summary>A list of objects, one value each and in their order; empty when absent. Entries past the limit are not read.</summary>
    public IReadOnlyList<T> List<T>(string member, int limit, Func<JsonForm, T> read) =>
        Take(member, required: false) is { } field ? [.. field.Items(limit).Select(item => Read(item, read))] : [];

    /// <summary>A list whose entries are objects, or plain texts that say as much.</summary>
    public IReadOnlyList<T> ListOrTexts<T>(string member, int limit, int longest, Func<string, T> ofText, Func<JsonForm, T> read) =>
        Take(member, required: false) is { } field
            ? [.. field.Items(limit).Select(item => item.Value.ValueKind is JsonValueKind.String ? ofText(Entry(item, longest) ?? "") : Read(item, read))]
            : [];

    /// <summary>A list of texts, none of them blank; empty when absent. Entries past the limit are not read.</summary>
    public IReadOnlyList<string> Texts(string member, int limit, int longest) =>
        [.. (Take(member, required: false)?.Items(limit) ?? []).Select(item => Entry(item, longest)).OfType<string>()];

    private static string? Entry(JsonField item, int longest)
    {
        var text = item.Text(longest);
        if (text is not null && VisibleText.IsBlank(text))
        {
            item.Fault("Ce texte est vide.");
            return null;
        }

        return text;
    }

    private static T Read<T>(JsonField field, Func<JsonForm, T> read)
    {
        if (field.Value.ValueKind is not JsonValueKind.Object)
        {
            field.Fault(ObjectExpected);
            return read(new JsonForm(field.Path, new Faults()));
        }

        var form = new JsonForm(field.Path, field.Faults);
        form.Open(field.Value);
        var value = read(form);
        form.Close();
        return value;
    }

    private void Open(JsonElement value)
    {
        foreach (var member in value.EnumerateObject())
        {
            var name = JsonTexts.NameOf(member);
            if (!_unread.TryAdd(name, member.Value))
            {
                Fault(name, "Ce champ figure plusieurs fois.");
            }
        }
    }

    private void Close()
    {
        foreach (var name in _unread.Keys)
        {
            Fault(name, "Ce champ n'est pas prévu.");
        }
    }

    private JsonField? Take(string member, bool required)
    {
        if (_unread.Remove(member, out var value) && value.ValueKind is not JsonValueKind.Null)
        {
            return new JsonField(value, PathOf(member), _faults);
        }

        if (required)
        {
            Fault(member, JsonField.Required);
        }

        return null;
    }

    private string PathOf(string member) => JsonTexts.Path(_path, member);
}
