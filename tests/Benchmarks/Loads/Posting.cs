using System.Net.Http.Headers;

namespace Benchmarks.Loads;

/// <summary>One request, ready before the clock runs.</summary>
/// <param name="Principal">Who asks.</param>
/// <param name="Sample">Which sample the sheet is made of; only the baseline looks.</param>
/// <param name="Sheet">Which sheet it is about; only the baseline looks.</param>
internal sealed record Posting(string Path, byte[] Body, string Principal, int Sample, string? Sheet = null)
{
    public const string SampleHeader = "X-Sample";
    public const string SheetHeader = "X-Sheet";

    private readonly string _key = Guid.NewGuid().ToString("D");

    public HttpRequestMessage ToRequest()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new ByteArrayContent(Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(LocalHost.SignIn.SignInSession.Header, Principal);
        request.Headers.Add("Idempotency-Key", _key);
        request.Headers.Add(SampleHeader, Sample.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (Sheet is not null)
        {
            request.Headers.Add(SheetHeader, Sheet);
        }

        return request;
    }
}
