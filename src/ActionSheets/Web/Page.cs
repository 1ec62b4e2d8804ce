using ActionSheets.Web.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ActionSheets.Web;

/// <summary>Server-rendered pages; the sentences are those of <see cref="Problem"/>.</summary>
internal static class Page
{
    public static IResult Of<TComponent>(Dictionary<string, object?> parameters, int status = StatusCodes.Status200OK)
        where TComponent : IComponent =>
        new RazorComponentResult<TComponent>(parameters) { StatusCode = status, PreventStreamingRendering = true };

    public static IResult Of(Problem problem) => new ProblemPage(problem);

    /// <summary>303: what a form did is shown at its own address, and loading it again does nothing twice.</summary>
    public static IResult SeeOther(string path) => new SeeOtherResult(path);

    public static IResult Message(string title, string message, int status = StatusCodes.Status200OK, PageLink? link = null) =>
        Of<MessagePage>(new() { [nameof(MessagePage.Title)] = title, [nameof(MessagePage.Message)] = message, [nameof(MessagePage.Link)] = link }, status);

    private sealed class SeeOtherResult(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = path;
            return Task.CompletedTask;
        }
    }

    /// <summary>The page of a problem, with the headers its answer to a script would have.</summary>
    private sealed class ProblemPage(Problem problem) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            problem.Begin(httpContext.Response);
            return Of<ErrorPage>(
                new()
                {
                    [nameof(ErrorPage.Status)] = problem.Status,
                    [nameof(ErrorPage.Title)] = problem.Title,
                    [nameof(ErrorPage.Detail)] = problem.Detail,
                    [nameof(ErrorPage.Sentences)] = problem.Errors?.Values.SelectMany(sentences => sentences).ToList() ?? [],
                },
                problem.Status).ExecuteAsync(httpContext);
        }
    }
}
