using System.Globalization;
using System.Text.RegularExpressions;
using Benchmarks.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Benchmarks.Model;

/// <summary>
/// As much of a storage account as a night speaks to, over HTTP: journals that are made while they are read, files that are taken and forgotten, and what
/// a night keeps for the next. For numbers of sheets that no emulator can be filled with in reasonable time. Each request is a transaction and is counted.
/// A filtered query is answered by full pages of what it finds; the service also ends a page after five seconds of looking, which is not modelled.
/// </summary>
internal static partial class ModelStorage
{
    /// <summary>What the benchmark asks of the model itself: how many transactions there were, and that the next day comes. Neither counts.</summary>
    public const string CountPath = "/model/count";
    public const string ChangePath = "/model/change";

    private const int RowsOfPage = 1000;
    private const string Nothing = """{"value":[]}""";
    private const string NothingListed = """<?xml version="1.0" encoding="utf-8"?><EnumerationResults ServiceEndpoint="http://model/" ContainerName="exports"><Blobs /><NextMarker /></EnumerationResults>""";

    /// <summary>A connection string for a model that listens there; nobody looks at the key.</summary>
    public static string ConnectionTo(Uri address) => string.Join(
        ';', "AccountName=model", "AccountKey=" + Convert.ToBase64String(new byte[32]), $"BlobEndpoint={address}b", $"TableEndpoint={address}t", $"QueueEndpoint={address}q");

    public static async Task RunAsync(int sheets, int changes)
    {
        var (model, transactions) = (new ModelSheets(sheets, changes), 0);
        using var folds = new ModelBlobs();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var app = builder.Build();
        await using (app)
        {
            app.Use((context, next) =>
            {
                _ = context.Request.Path.StartsWithSegments("/model") ? 0 : Interlocked.Increment(ref transactions);
                return next(context);
            });
            app.MapPost(CountPath, () => Interlocked.Exchange(ref transactions, 0));
            app.MapPost(ChangePath, () => model.AreChanged = true);
            app.MapGet("/t/Sheets()", (HttpContext context) => Rows(context, model));
            app.MapGet("/t/{**row}", (string row) => row.EndsWith("()", StringComparison.Ordinal) ? Results.Content(Nothing, "application/json;odata=minimalmetadata") : new MissingRow());
            app.MapPost("/t/{**row}", (HttpContext context) => Take(context, StatusCodes.Status204NoContent));
            app.MapPut("/t/{**row}", (HttpContext context) => Take(context, StatusCodes.Status204NoContent));
            app.MapDelete("/t/{**row}", () => new MissingRow());
            app.MapGet("/b/exports", () => Results.Content(NothingListed, "application/xml"));
            app.MapGet("/b/folds", () => Results.Content(NothingListed, "application/xml"));
            app.MapGet("/b/exports/{**blob}", () => Results.NotFound());
            app.MapPut("/b/exports/{**blob}", (HttpContext context) => Take(context, StatusCodes.Status201Created));
            app.MapGet("/b/folds/{blob}", (HttpContext context, string blob) => folds.Get(context, blob));
            app.MapPut("/b/folds/{blob}", (HttpContext context, string blob) => folds.Put(context, blob));
            await app.StartAsync();
            await ChildServer.UntilParentEndsAsync(app.Urls.Single() + "/");
            await app.StopAsync();
        }
    }

    /// <summary>The answer to a write of a blob.</summary>
    public static void Taken(HttpContext context, int status = StatusCodes.Status201Created)
    {
        context.Response.StatusCode = status;
        Describe(context.Response);
        context.Response.Headers["x-ms-request-server-encrypted"] = "true";
    }

    public static void Describe(HttpResponse response)
    {
        response.Headers.ETag = "\"0x1\"";
        response.Headers.LastModified = "Fri, 22 Mar 2019 18:00:00 GMT";
    }

    private static IResult Rows(HttpContext context, ModelSheets model)
    {
        var filter = context.Request.Query["$filter"].ToString();
        _ = int.TryParse(context.Request.Query["NextPartitionKey"], CultureInfo.InvariantCulture, out var from);
        var (json, next) = filter.Contains("Timestamp ge", StringComparison.Ordinal)
            ? model.PageOfChanges(from, RowsOfPage)
            : model.Page(RegionInFilter().Match(filter).Groups["region"].Value, from, RowsOfPage);
        if (next is { } number)
        {
            context.Response.Headers["x-ms-continuation-NextPartitionKey"] = number.ToString(CultureInfo.InvariantCulture);
            context.Response.Headers["x-ms-continuation-NextRowKey"] = "0";
        }

        return Results.Content(json, "application/json;odata=minimalmetadata");
    }

    private static async Task Take(HttpContext context, int status)
    {
        await context.Request.Body.CopyToAsync(Stream.Null);
        Taken(context, status);
    }

    [GeneratedRegex("PartitionKey ge '(?<region>..)-'", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RegionInFilter();

    /// <summary>404 in the words of the table service, by which the SDK knows it.</summary>
    private sealed class MissingRow : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status404NotFound;
            httpContext.Response.ContentType = "application/json";
            return httpContext.Response.WriteAsync("""{"odata.error":{"code":"ResourceNotFound","message":{"lang":"en-US","value":"Not here."}}}""");
        }
    }
}
