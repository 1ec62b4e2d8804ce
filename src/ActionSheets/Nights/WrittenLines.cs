using System.Text.Json;

namespace ActionSheets.Nights;

/// <summary>
/// Sums over <c>action-sheets.jsonl</c> as it was written, read again line by line and knowing nothing of sheets: under the names that the columns of the
/// lists have.
/// </summary>
internal static class WrittenLines
{
    private const int BufferSize = 256 * 1024;

    private static readonly JsonEncodedText[] OfSheet = Names("leadRegion", "territoryId", "axis", "status", "budget", "requested", "agreed", "requests");
    private static readonly JsonEncodedText[] OfRequest = Names("operator", "amount", "amountPaid", "status");

    /// <param name="lines">The file from its beginning.</param>
    public static WrittenSums Read(Stream lines)
    {
        var (sums, buffer, held) = (new WrittenSums(), new byte[BufferSize], 0);
        for (var read = lines.Read(buffer); read > 0; read = lines.Read(buffer, held, buffer.Length - held))
        {
            held += read;
            var start = 0;
            while (buffer.AsSpan(start, held - start).IndexOf((byte)'\n') is >= 0 and var length)
            {
                AddSheet(sums, buffer.AsSpan(start, length));
                start += length + 1;
            }

            buffer.AsSpan(start, held - start).CopyTo(buffer);
            held -= start;
            if (held == buffer.Length)
            {
                // One line is longer than that.
                Array.Resize(ref buffer, 2 * held);
            }
        }

        return held == 0 ? sums : throw new InvalidDataException("The last line has no end.");
    }

    private static void AddSheet(WrittenSums sums, ReadOnlySpan<byte> line)
    {
        var json = new Utf8JsonReader(line);
        json.Read();
        var (region, territory, axis, status) = ("", "", "", "");
        var (budget, requested, agreed, paid) = (0m, 0m, 0m, 0m);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            switch (NameOf(ref json, OfSheet))
            {
                case "leadRegion":
                    region = Text(ref json);
                    break;
                case "territoryId":
                    territory = Text(ref json);
                    break;
                case "axis":
                    axis = Text(ref json);
                    break;
                case "status":
                    status = Text(ref json);
                    break;
                case "budget":
                    budget = Amount(ref json);
                    break;
                case "requested":
                    requested = Amount(ref json);
                    break;
                case "agreed":
                    agreed = Amount(ref json);
                    break;
                case "requests":
                    paid = AddRequests(sums, ref json);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        var sum = new WrittenSum(1, budget, requested, agreed, paid);
        sums.Add("region_pilote", region, sum);
        sums.Add("territoire_id", territory, sum);
        sums.Add("axe", axis, sum);
        sums.Add("statut", status, sum);
    }

    /// <summary>What is paid on all requests of a sheet.</summary>
    private static decimal AddRequests(WrittenSums sums, ref Utf8JsonReader json)
    {
        var paid = 0m;
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            paid += AddRequest(sums, ref json);
        }

        return paid;
    }

    private static decimal AddRequest(WrittenSums sums, ref Utf8JsonReader json)
    {
        var (body, amount, paid, isCancelled) = ("", 0m, 0m, false);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            switch (NameOf(ref json, OfRequest))
            {
                case "operator":
                    body = Text(ref json);
                    break;
                case "amount":
                    amount = Amount(ref json);
                    break;
                case "amountPaid":
                    paid = Amount(ref json);
                    break;
                case "status":
                    json.Read();
                    isCancelled = json.ValueTextEquals("cancelled"u8);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        sums.Add("operateur", body, new WrittenSum(1, 0, isCancelled ? 0 : amount, 0, paid));
        return paid;
    }

    private static JsonEncodedText[] Names(params string[] names) => Array.ConvertAll(names, name => JsonEncodedText.Encode(name));

    /// <summary>Which of these the property is, without making a string of every name there is; null for another.</summary>
    private static string? NameOf(ref Utf8JsonReader json, JsonEncodedText[] names)
    {
        foreach (var name in names)
        {
            if (json.ValueTextEquals(name.EncodedUtf8Bytes))
            {
                return name.Value;
            }
        }

        return null;
    }

    private static string Text(ref Utf8JsonReader json)
    {
        json.Read();
        return json.GetString() ?? "";
    }

    /// <summary>Unknown counts as zero.</summary>
    private static decimal Amount(ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType == JsonTokenType.Null ? 0 : json.GetDecimal();
    }
}
