using System.Buffers;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Text;
using System.Text.Json;

namespace ActionSheets.Nights;

/// <summary>
/// Sums over <c>action-sheets.jsonl</c> as it was written, read again line by line and knowing nothing of sheets: under the names that the columns of the
/// lists have.
/// </summary>
internal static class WrittenLines
{
    private const int BlockSize = 1024 * 1024;

    private static readonly JsonReaderOptions Lines = new() { AllowMultipleValues = true };

    /// <summary>Blocks of whole lines are read one after the other and added up side by side.</summary>
    /// <param name="lines">The file from its beginning.</param>
    public static WrittenSums Read(Stream lines)
    {
        var (all, adding) = (new WrittenSums(), new Lock());
        try
        {
            Parallel.ForEach(
                Partitioner.Create(Blocks(lines), EnumerablePartitionerOptions.NoBuffering),
                new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
                () => new Columns(),
                (block, _, columns) => AddLines(columns, block),
                columns =>
                {
                    lock (adding)
                    {
                        columns.AddTo(all);
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

    private static Columns AddLines(Columns columns, ArraySegment<byte> block)
    {
        var json = new Utf8JsonReader(block, Lines);
        while (json.Read())
        {
            AddSheet(columns, ref json);
        }

        ArrayPool<byte>.Shared.Return(block.Array!);
        return columns;
    }

    private static void AddSheet(Columns columns, scoped ref Utf8JsonReader json)
    {
        ReadOnlySpan<byte> region = default, territory = default, axis = default, status = default;
        var sheet = new CentSum { Lines = 1 };
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.ValueSpan;
            if (name.SequenceEqual("leadRegion"u8))
            {
                region = Text(ref json);
            }
            else if (name.SequenceEqual("territoryId"u8))
            {
                territory = Text(ref json);
            }
            else if (name.SequenceEqual("axis"u8))
            {
                axis = Text(ref json);
            }
            else if (name.SequenceEqual("status"u8))
            {
                status = Text(ref json);
            }
            else if (name.SequenceEqual("budget"u8))
            {
                sheet.Budget = Cents(ref json);
            }
            else if (name.SequenceEqual("requested"u8))
            {
                sheet.Requested = Cents(ref json);
            }
            else if (name.SequenceEqual("agreed"u8))
            {
                sheet.Agreed = Cents(ref json);
            }
            else if (name.SequenceEqual("requests"u8))
            {
                sheet.Paid = AddRequests(columns, ref json);
            }
            else
            {
                json.Skip();
            }
        }

        columns.Region.Add(region, sheet);
        columns.Territory.Add(territory, sheet);
        columns.Axis.Add(axis, sheet);
        columns.Status.Add(status, sheet);
    }

    /// <summary>What is paid on all requests of a sheet, in cents.</summary>
    private static long AddRequests(Columns columns, scoped ref Utf8JsonReader json)
    {
        var paid = 0L;
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            paid = checked(paid + AddRequest(columns, ref json));
        }

        return paid;
    }

    private static long AddRequest(Columns columns, scoped ref Utf8JsonReader json)
    {
        ReadOnlySpan<byte> body = default;
        var (isCancelled, request) = (false, new CentSum { Lines = 1 });
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.ValueSpan;
            if (name.SequenceEqual("operator"u8))
            {
                body = Text(ref json);
            }
            else if (name.SequenceEqual("amount"u8))
            {
                request.Requested = Cents(ref json);
            }
            else if (name.SequenceEqual("amountPaid"u8))
            {
                request.Paid = Cents(ref json);
            }
            else if (name.SequenceEqual("status"u8))
            {
                isCancelled = Text(ref json).SequenceEqual("cancelled"u8);
            }
            else
            {
                json.Skip();
            }
        }

        request.Requested = isCancelled ? 0 : request.Requested;
        columns.Operator.Add(body, request);
        return request.Paid;
    }

    /// <summary>The next value, as UTF-8; unknown is empty.</summary>
    private static ReadOnlySpan<byte> Text(scoped ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType == JsonTokenType.Null ? default
            : json.ValueIsEscaped ? Encoding.UTF8.GetBytes(json.GetString()!)
            : json.ValueSpan;
    }

    /// <summary>The next value, an amount with its cents as every one is written; unknown counts as zero.</summary>
    /// <exception cref="InvalidDataException">It is written otherwise.</exception>
    private static long Cents(scoped ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null)
        {
            return 0;
        }

        var text = json.ValueSpan;
        var point = text.Length - 3;
        if (point < 1 || text[point] != '.' || !IsWhole(text[..point], out var euros) || !IsWhole(text[(point + 1)..], out var cents))
        {
            throw new InvalidDataException($"An amount of a line has no cents: {Encoding.UTF8.GetString(text)}.");
        }

        return checked((100 * euros) + (text[0] == '-' ? -cents : cents));
    }

    private static bool IsWhole(ReadOnlySpan<byte> digits, out long number) => Utf8Parser.TryParse(digits, out number, out var read) && read == digits.Length;

    /// <summary>The sums of each column that the tables by key have.</summary>
    private sealed class Columns
    {
        public CentSums Region { get; } = new();

        public CentSums Territory { get; } = new();

        public CentSums Axis { get; } = new();

        public CentSums Status { get; } = new();

        public CentSums Operator { get; } = new();

        public void AddTo(WrittenSums sums)
        {
            Region.AddTo(sums, "region_pilote");
            Territory.AddTo(sums, "territoire_id");
            Axis.AddTo(sums, "axe");
            Status.AddTo(sums, "statut");
            Operator.AddTo(sums, "operateur");
        }
    }
}
