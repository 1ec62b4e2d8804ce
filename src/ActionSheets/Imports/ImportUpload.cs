using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace ActionSheets.Imports;

/// <summary>Receives the file: as the whole body, or as the one file of a form. Media type first, then size, then encoding.</summary>
internal static class ImportUpload
{
    public const string Field = "file";

    /// <summary>What a page takes in, so that it can say of a file of any likely size that it is too large.</summary>
    public const long MostFormBytes = 100L * 1024 * 1024;

    private const string Form = "multipart/form-data";

    /// <summary>Browsers name a CSV after the program that opens it.</summary>
    private static readonly string[] Accepted =
        ["text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.ms-excel", "application/octet-stream", Form];

    private static readonly string[] Encodings = ["utf-8", "windows-1252", "iso-8859-1", "us-ascii"];

    public static async Task<(ImportFile? File, Problem? Problem)> Receive(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !Accepted.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase))
        {
            return (null, ImportFile.NotAccepted());
        }

        var isForm = type.MediaType.Equals(Form, StringComparison.OrdinalIgnoreCase);

        // A form is the one body that another site's page can send in a signed-in person's name without asking first.
        if (isForm && request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none"))
        {
            return (null, Problem.Forbidden("L'envoi vient d'un autre site."));
        }

        if (!isForm && request.ContentLength > ImportFile.MaxBytes)
        {
            return (null, Problem.TooLarge(ImportFile.MaxBytes));
        }

        var encoding = HeaderUtilities.RemoveQuotes(type.Charset).Value;
        if (!isForm && encoding is { Length: > 0 } && !Encodings.Contains(encoding, StringComparer.OrdinalIgnoreCase))
        {
            return (null, Problem.Malformed("Le fichier CSV doit être en UTF-8 ou en Windows-1252."));
        }

        return isForm ? await ReceiveForm(request, type, cancellationToken) : await Read(request.Body, cancellationToken);
    }

    /// <summary>The file of a page's form.</summary>
    public static async Task<(ImportFile? File, Problem? Problem)> Receive(IFormFileCollection sent, CancellationToken cancellationToken)
    {
        if (sent.GetFile(Field) is not { } part)
        {
            return (null, Problem.Malformed("Choisissez un fichier CSV ou XLSX."));
        }

        await using var content = part.OpenReadStream();
        return await Read(content, cancellationToken);
    }

    private static async Task<(ImportFile? File, Problem? Problem)> ReceiveForm(HttpRequest request, MediaTypeHeaderValue type, CancellationToken cancellationToken)
    {
        const string OneFile = "Le formulaire doit porter un fichier, dans le champ « file ».";
        if (HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary)
        {
            return (null, Problem.Malformed(OneFile));
        }

        try
        {
            var parts = new MultipartReader(boundary, request.Body);
            while (await parts.ReadNextSectionAsync(cancellationToken) is { } part)
            {
                if (part.AsFileSection() is { Name: Field, FileStream: { } content })
                {
                    return await Read(content, cancellationToken);
                }
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException and not BadHttpRequestException && !request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            return (null, Problem.Malformed("Le formulaire n'est pas lisible."));
        }

        return (null, Problem.Malformed(OneFile));
    }

    private static async Task<(ImportFile? File, Problem? Problem)> Read(Stream content, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[64 * 1024];
        int read;
        while ((read = await content.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (buffer.Length + read > ImportFile.MaxBytes)
            {
                return (null, Problem.TooLarge(ImportFile.MaxBytes));
            }

            await buffer.WriteAsync(chunk.AsMemory(0, read), cancellationToken);
        }

        return (new ImportFile(buffer.ToArray()), null);
    }
}
