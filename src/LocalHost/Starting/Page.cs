using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace LocalHost.Starting;

/// <summary>A plain page of LocalHost's own, in French; it runs no script and loads nothing.</summary>
internal static class Page
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Text(string? text) => Encoder.Encode(text ?? "");

    public static Task WriteAsync(HttpContext context, string title, string body, int status = StatusCodes.Status200OK)
    {
        context.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
        return Answer.WriteAsync(
            context,
            $$"""
            <!doctype html>
            <html lang="fr">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{{Text(title)}} - machine locale</title>
            <style>
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
            table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .4rem .8rem; border-bottom: 1px solid #ddd; }
            iframe { width: 100%; height: 40rem; border: 1px solid #767676; } pre { white-space: pre-wrap; border: 1px solid #767676; padding: 1rem; }
            label { display: block; margin-top: 1rem; } input, select, button { font: inherit; padding: .4rem; min-width: 20rem; }
            button { margin-top: 1rem; } dt { font-weight: bold; }
            </style>
            </head>
            <body>
            <main>
            <h1>{{Text(title)}}</h1>
            {{body}}
            </main>
            </body>
            </html>
            """,
            "text/html; charset=utf-8",
            status);
    }
}
