using System.Globalization;

namespace Benchmarks;

/// <summary>How much is measured.</summary>
internal enum Scale
{
    /// <summary>A few minutes in all.</summary>
    Small,

    /// <summary>More pairs, and what takes long to prepare.</summary>
    Full,
}

/// <param name="Out">Where the JSON goes; null writes none.</param>
/// <param name="Only">The name of a figure, or the beginning of several up to a hyphen; null measures all.</param>
/// <param name="Sheets">Instead of the number that the scale gives to a figure of a night; null leaves it.</param>
internal sealed record CommandLine(string? Out, string? Only, Scale Scale, int? Sheets = null)
{
    private const string Usage = "Arguments: --out FILE, --only NAME, --scale small|full, --sheets N.";

    /// <summary>The options, or the sentence that says what is wrong with them.</summary>
    public static (CommandLine? Asked, string? Fault) Parse(IReadOnlyList<string> args)
    {
        var options = new CommandLine(Out: null, Only: null, Scale.Small);
        for (var i = 0; i < args.Count; i += 2)
        {
            var value = i + 1 < args.Count ? args[i + 1] : "";
            var next = (args[i], value) switch
            {
                ("--out", not "") => options with { Out = value },
                ("--only", not "") => options with { Only = value },
                ("--scale", "small") => options with { Scale = Scale.Small },
                ("--scale", "full") => options with { Scale = Scale.Full },
                ("--sheets", _) when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var sheets) && sheets > 0 => options with { Sheets = sheets },
                _ => null,
            };
            if (next is null)
            {
                return (null, $"'{args[i]} {value}' is not understood. {Usage}");
            }

            options = next;
        }

        return options.Only is null || Measures.All.Any(measure => measure.Names.Any(options.Wants))
            ? (options, null)
            : (null, $"There is no figure '{options.Only}'. There are: {string.Join(", ", Measures.All.SelectMany(measure => measure.Names))}.");
    }

    public bool Wants(string name) => Only is null || name == Only || name.StartsWith(Only + '-', StringComparison.Ordinal);
}
