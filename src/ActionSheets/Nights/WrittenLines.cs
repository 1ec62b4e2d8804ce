using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Text.Json;

namespace ActionSheets.Nights;

/// <summary>
/// Sums over <c>action-sheets.jsonl</c> as it was written, read again line by line and knowing nothing of sheets: under the names that the columns of the
/// lists have.
/// </summary>
internal static class WrittenLines
{
    private const int BlockSize = 1024 * 1024;

    private static readonly JsonEncodedText[] OfSheet = Names("leadRegion", "territoryId", "axis", "status", "budget", "requested", "agreed", "requests");
    private static readonly JsonEncodedText[] OfRequest = Names("operator", "amount", "amountPaid", "status");

    /// <summary>Blocks of whole lines are read one after the other and added up side by side: sums of decimals come to the same in any order.</summary>
    /// <param name="lines">The file from its beginning.</param>
    public static WrittenSums Read(Stream lines)
    {
        var (all, adding) = (new WrittenSums(), new Lock());
        try
        {
            Parallel.ForEach(
                Partitioner.Create(Blocks(lines), EnumerablePartitionerOptions.NoBuffering),
                new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
                () => new WrittenSums(),
                (block, _, sums) => AddLines(sums, block),
                sums =>
                {
                    lock (adding)
                    {
                        all.Add(sums);
                    }
                });
            return all;
        }
        catch (AggregateException failed)
        {
            ExceptionDispatchInfo.Throw(failed.InnerExceptions[0]);
            throw;
        }
    }

    /// <summary>Each ends with a line; its array is the pool's again once it is added up.</summary>
    private static IEnumerable<ArraySegment<byte>> Blocks(Stream lines)
    {
        var (buffer, held) = (ArrayPool<byte>.Shared.Rent(BlockSize), 0);
        while (lines.ReadAtLeast(buffer.AsSpan(held), buffer.Length - held, throwOnEndOfStream: false) is > 0 and var read)
        {
            held += read;
            var end = buffer.AsSpan(0, held).LastIndexOf((byte)'\n') + 1;

            // Where one line is longer than a block, the next is longer too.
            var next = ArrayPool<byte>.Shared.Rent(end == 0 ? 2 * buffer.Length : Math.Max(BlockSize, 2 * (held - end)));
            buffer.AsSpan(end, held - end).CopyTo(next);
            yield return new ArraySegment<byte>(buffer, 0, end);
            (buffer, held) = (next, held - end);
        }

        ArrayPool<byte>.Shared.Return(buffer);
        if (held > 0)
        {
            throw new InvalidDataException("The last line has no end.");
        }
    }

    private static WrittenSums AddLines(WrittenSums sums, ArraySegment<byte> block)
    {
        var rest = block.AsSpan();
        while (rest.IndexOf((byte)'\n') is >= 0 and var length)
        {
            AddSheet(sums, rest[..length]);
            rest = rest[(length + 1)..];
        }

        ArrayPool<byte>.Shared.Return(block.Array!);
        return sums;
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
        // Most names are others, and most of those have another length.
        var (length, isEscaped) = (json.ValueSpan.Length, json.ValueIsEscaped);
        foreach (var name in names)
        {
            if ((isEscaped || name.EncodedUtf8Bytes.Length == length) && json.ValueTextEquals(name.EncodedUtf8Bytes))
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
