using System.Text.Json;

namespace ActionSheets.Nights;

/// <summary>
/// Sums over <c>action-sheets.jsonl</c> as it was written, read again line by line and knowing nothing of sheets: under the names that the columns of the
/// lists have.
/// </summary>
internal static class WrittenLines
{
    private const int BufferSize = 256 * 1024;

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
            if (json.ValueTextEquals("leadRegion"u8))
            {
                region = Text(ref json);
            }
            else if (json.ValueTextEquals("territoryId"u8))
            {
                territory = Text(ref json);
            }
            else if (json.ValueTextEquals("axis"u8))
            {
                axis = Text(ref json);
            }
            else if (json.ValueTextEquals("status"u8))
            {
                status = Text(ref json);
            }
            else if (json.ValueTextEquals("budget"u8))
            {
                budget = Amount(ref json);
            }
            else if (json.ValueTextEquals("requested"u8))
            {
                requested = Amount(ref json);
            }
            else if (json.ValueTextEquals("agreed"u8))
            {
                agreed = Amount(ref json);
            }
            else if (json.ValueTextEquals("requests"u8))
            {
                paid = AddRequests(sums, ref json);
            }
            else
            {
                json.Skip();
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
            if (json.ValueTextEquals("operator"u8))
            {
                body = Text(ref json);
            }
            else if (json.ValueTextEquals("amount"u8))
            {
                amount = Amount(ref json);
            }
            else if (json.ValueTextEquals("amountPaid"u8))
            {
                paid = Amount(ref json);
            }
            else if (json.ValueTextEquals("status"u8))
            {
                json.Read();
                isCancelled = json.ValueTextEquals("cancelled"u8);
            }
            else
            {
                json.Skip();
            }
        }

        sums.Add("operateur", body, new WrittenSum(1, 0, isCancelled ? 0 : amount, 0, paid));
        return paid;
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
