using System.Collections.Concurrent;
using System.Net.Http.Json;
using ActionSheets.Storage;
using LocalHost.Mail;
using Microsoft.AspNetCore.Http;

namespace Benchmarks.Bare;

/// <summary>What the baseline is asked to remember of the product, at the moments that the names say.</summary>
internal sealed class Memory(StorageClients storage)
{
    public const string Accepted = "accepted";
    public const string Notified = "notified";
    public const string Answered = "answered";

    private readonly ConcurrentDictionary<string, IReadOnlyList<SeenSheet>> _moments = new(StringComparer.Ordinal);

    /// <summary>The sheet made of this sample as it stood at that moment.</summary>
    public SeenSheet Of(int sample, string moment) => _moments[moment][sample];

    /// <summary>Looks at one sheet of the product for each sample.</summary>
    public async Task<IResult> LookAsync(string moment, RememberedSheets asked)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Accept.Add(new("application/json"));
        var text = await client.GetStringAsync(new Uri(asked.Product, "/local/mail"));
        var mails = System.Text.Json.JsonSerializer.Deserialize(text, MailJson.Legible.IReadOnlyListCapturedMail)!;
        var seen = new List<SeenSheet>();
        foreach (var id in asked.Sheets)
        {
            seen.Add(await SeenSheet.ReadAsync(storage, id, mails));
        }

        _moments[moment] = seen;
        return Results.Ok();
    }
}

/// <summary>Where the product answers, and the ids of its sheets, one for each sample.</summary>
internal sealed record RememberedSheets(Uri Product, IReadOnlyList<string> Sheets)
{
    public HttpContent ToContent() => JsonContent.Create(this);
}
