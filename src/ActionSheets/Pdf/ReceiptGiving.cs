using ActionSheets.Pdf.Pages;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;

namespace ActionSheets.Pdf;

/// <summary>A receipt as whoever asks wants it.</summary>
internal static class ReceiptGiving
{
    /// <summary>The file; with <c>?page</c>, all it says as a page, for those whom a file without tags does not reach.</summary>
    public static IResult Give(HttpRequest request, ReceiptContent content, string name) => request.Query.ContainsKey("page")
        ? Page.Of<ReceiptPage>(new() { [nameof(ReceiptPage.Content)] = content, [nameof(ReceiptPage.FilePath)] = request.Path.ToString() })
        : Results.File(ReceiptFile.Write(content), "application/pdf", name + ".pdf");
}
