using Microsoft.AspNetCore.Http;

namespace ActionSheets.Web.Forms;

/// <summary>What was typed into the form and what is wrong with it, by field name.</summary>
public sealed class TypedFields(IReadOnlyDictionary<string, string> values, IReadOnlyDictionary<string, string[]> errors)
{
    public static readonly TypedFields Empty = new(new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string[]>(StringComparer.Ordinal));

    internal static TypedFields Of(IFormCollection form) =>
        new(form.ToDictionary(field => field.Key, field => field.Value.ToString().ReplaceLineEndings("\n").Trim(), StringComparer.Ordinal), Empty.Errors);

    /// <summary>Fields that hold something.</summary>
    public IEnumerable<string> Names => values.Keys;

    public string this[string name] => values.TryGetValue(name, out var value) ? value : "";

    public IReadOnlyDictionary<string, string[]> Errors => errors;

    public IReadOnlyList<string> ErrorsAt(string name) => errors.TryGetValue(name, out var sentences) ? sentences : [];

    internal TypedFields With(string name, string sentence) => With(new Dictionary<string, string[]>(StringComparer.Ordinal) { [name] = [sentence] });

    internal TypedFields With(IReadOnlyDictionary<string, string[]> found) => new(values, found);
}
