using System.Globalization;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Sheets;

/// <summary>Sheets the caller may read, newest first, a page at a time.</summary>
[Access(Who.SignedIn)]
public sealed class ListSheets(Endpoint<ListSheets> endpoint, ReadableSheets readable)
{
    private const string Route = "api/action-sheets";
    private const int LargestPage = 100;

    [Function(nameof(ListSheets))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async caller =>
            {
                var faults = new Faults();
                var size = PageSize(request.Query["pageSize"].ToString(), faults);
                var after = ReadableSheets.After(request.Query["continuation"].ToString(), faults);
                readable.Check(request.Query, faults);
                if (faults.Any)
                {
                    return Problem.Invalid(faults.ToDictionary()).ToResult();
                }

                var (sheets, continuation) = await readable.Page(caller, request.Query, after, size, cancellationToken);
                return Results.Json(new { Items = sheets, continuation }, Wire.Json);
            },
            cancellationToken);

    private static int PageSize(string text, Faults faults)
    {
        if (text.Length == 0)
        {
            return LargestPage;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is > 0 and <= LargestPage)
        {
            return size;
        }

        faults.Add("pageSize", $"La taille de page est un nombre entre 1 et {LargestPage}.");
        return LargestPage;
    }
}
