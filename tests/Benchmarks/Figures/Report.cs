using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Benchmarks.Figures;

/// <summary>The table for people and the JSON for tools.</summary>
internal static class Report
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true };

    /// <summary>A Markdown table, as it stands in docs/performance.md.</summary>
    public static string Table(IReadOnlyList<Figure> figures)
    {
        var table = new StringBuilder()
            .Append("| figure | unit | product | bare | ratio | min to max | pairs | goal | |\n")
            .Append("| --- | --- | ---: | ---: | ---: | ---: | ---: | --- | --- |\n");
        foreach (var figure in figures)
        {
            table.Append(figure.Error is null ? Line(figure) : $"| `{figure.Name}` | | | | | | | | FAILED: {figure.Error} |").Append('\n');
        }

        return table.ToString();
    }

    public static byte[] Json(IReadOnlyList<Figure> figures)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
        {
            writer.WriteStartObject();
            foreach (var figure in figures)
            {
                writer.WriteStartObject(figure.Name);
                Write(writer, figure);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static string Line(Figure figure)
    {
        var verdict = figure.Goal is not { } goal ? "" : goal.IsMetBy(figure.Ratio) ? "met" : "MISSED";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| `{figure.Name}` | {figure.Unit} | {Number(figure.Value)} | {Number(figure.BaselineValue)} | {figure.Ratio:0.00} | {figure.Min:0.00} to {figure.Max:0.00} | {figure.Pairs.Count} | {figure.Goal} | {verdict} |");
    }

    private static string Number(double value) => value.ToString(value < 10 ? "0.00" : value < 1000 ? "0.0" : "0", CultureInfo.InvariantCulture);

    private static void Write(Utf8JsonWriter writer, Figure figure)
    {
        if (figure.Error is { } error)
        {
            writer.WriteString("error", error);
            return;
        }

        writer.WriteNumber("value", Rounded(figure.Value));
        writer.WriteString("unit", figure.Unit);
        writer.WriteNumber("baselineValue", Rounded(figure.BaselineValue));
        writer.WriteNumber("ratio", Rounded(figure.Ratio));
        writer.WriteNumber("runs", figure.Pairs.Count);
        writer.WriteNumber("min", Rounded(figure.Min));
        writer.WriteNumber("max", Rounded(figure.Max));
    }

    private static double Rounded(double value) => Math.Round(value, 4);
}
