using System.Globalization;
using System.Text.RegularExpressions;
using Benchmarks.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Benchmarks.Model;

/// <summary>
/// As much of a storage account as a night speaks to, over HTTP: journals that are made while they are read, blobs that are taken and forgotten. For
/// numbers of sheets that no emulator can be filled with in reasonable time.
/// </summary>
internal static partial class ModelStorage
{
    private const int RowsOfPage = 1000;
    private const string NothingListed = """<?xml version="1.0" encoding="utf-8"?><EnumerationResults ServiceEndpoint="http://model/" ContainerName="exports"><Blobs /><NextMarker /></EnumerationResults>""";

    /// <summary>A connection string for a model that listens there; nobody looks at the key.</summary>
    public static string ConnectionTo(Uri address) => string.Join(
        ';', "AccountName=model", "AccountKey=" + Convert.ToBase64String(new byte[32]), $"BlobEndpoint={address}b", $"TableEndpoint={address}t", $"QueueEndpoint={address}q");

    public static async Task RunAsync(int sheets)
    {
        var model = new ModelSheets(sheets);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var app = builder.Build();
        await using (app)
        {
            app.MapGet("/t/Sheets()", (HttpContext context) => Rows(context, model));
            app.MapGet("/t/{**row}", () => new MissingRow());
            app.MapPost("/t/{**row}", (HttpContext context) => Take(context, StatusCodes.Status204NoContent));
            app.MapDelete("/t/{**row}", () => new MissingRow());
            app.MapGet("/b/exports", () => Results.Content(NothingListed, "application/xml"));
            app.MapGet("/b/exports/{**blob}", () => Results.NotFound());
            app.MapPut("/b/exports/{**blob}", (HttpContext context) => Take(context, StatusCodes.Status201Created));
            await app.StartAsync();
            await ChildServer.UntilParentEndsAsync(app.Urls.Single() + "/");
            await app.StopAsync();
        }
    }

    private static IResult Rows(HttpContext context, ModelSheets model)
    {
        var region = RegionInFilter().Match(context.Request.Query["$filter"].ToString()).Groups["region"].Value;
        _ = int.TryParse(context.Request.Query["NextPartitionKey"], CultureInfo.InvariantCulture, out var from);
        var (json, next) = model.Page(region, from, RowsOfPage);
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
        context.Response.StatusCode = status;
        context.Response.Headers.ETag = "\"0x1\"";
        context.Response.Headers.LastModified = "Fri, 22 Mar 2019 18:00:00 GMT";
        context.Response.Headers["x-ms-request-server-encrypted"] = "true";
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
