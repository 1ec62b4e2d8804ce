using ActionSheets.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ActionSheets.Web;

/// <summary>
/// What every HTTP function goes through, in the order of the contract: identity, media type, size, key, JSON, right; then the function's
/// own rules. Turns a storage that cannot be reached into an honest 503: the platform would answer an exception with an empty 500.
/// </summary>
public sealed partial class Endpoint<TFunction>(CallerReader callers, PageSession session, ILogger<TFunction> logger)
{
    private readonly Admission _admission = new(callers, typeof(TFunction));

    /// <summary>A request without a body to read.</summary>
    internal Task<IResult> Run(HttpRequest request, Func<Caller, Task<IResult>> handle, CancellationToken cancellationToken) =>
        RunChecked(request, () => null, handle, cancellationToken);

    /// <summary>A request with another body than JSON: its media type and size are looked at before the right, what it holds after.</summary>
    internal Task<IResult> RunChecked(HttpRequest request, Func<Problem?> checkBody, Func<Caller, Task<IResult>> handle, CancellationToken cancellationToken) =>
        RunChecked(request, () => Task.FromResult(checkBody()), handle, problem => problem.ToResult(), cancellationToken);

    /// <summary>A request for a page: the same checks, and what goes wrong is told in a page.</summary>
    internal Task<IResult> RunPage(HttpRequest request, Func<Caller, Task<IResult>> handle, CancellationToken cancellationToken) =>
        RunChecked(request, () => Task.FromResult<Problem?>(null), handle, Page.Of, cancellationToken);

    /// <summary>A form posted from a page of ours, by the browser that was shown it.</summary>
    internal Task<IResult> RunForm(HttpRequest request, Func<Caller, IFormCollection, Task<IResult>> handle, CancellationToken cancellationToken) =>
        RunForm(request, mostBytes: null, handle, cancellationToken);

    /// <summary>The form that follows, once its right is known: nobody else makes us read so many bytes.</summary>
    internal Task<IResult> WithForm(HttpRequest request, long mostBytes, Func<IFormCollection, Task<IResult>> act, CancellationToken cancellationToken) =>
        session.WithOwn(request, mostBytes, act, cancellationToken);

    /// <summary>The same with files, of so many bytes in all.</summary>
    internal Task<IResult> RunForm(HttpRequest request, long? mostBytes, Func<Caller, IFormCollection, Task<IResult>> handle, CancellationToken cancellationToken) =>
        RunPage(request, caller => session.WithOwn(request, mostBytes, form => handle(caller, form), cancellationToken), cancellationToken);

    /// <summary>The same where nothing typed may be lost.</summary>
    /// <param name="giveBack">Shows a form again whose page is too old; where it gives null, the page of the problem.</param>
    internal Task<IResult> RunForm(
        HttpRequest request, Func<Caller, IFormCollection, Task<IResult>> handle, Func<Caller, IFormCollection, Task<IResult?>> giveBack, CancellationToken cancellationToken) =>
        RunPage(
            request,
            async caller => await session.ReadOwn(request, mostBytes: null, cancellationToken) switch
            {
                ({ } form, null) => await handle(caller, form),
                ({ } form, var problem) => await giveBack(caller, form) ?? Page.Of(problem),
                (_, var problem) => Page.Of(problem!),
            },
            cancellationToken);

    /// <summary>A request with a JSON body.</summary>
    internal Task<IResult> RunJson(HttpRequest request, Func<Caller, JsonBody, Task<IResult>> handle, CancellationToken cancellationToken) =>
        RunJson(request, () => null, needsKey: false, (caller, body, _) => handle(caller, body), cancellationToken);

    /// <summary>A request whose right is a token in its path: looked at, like an identity, before anything of the body.</summary>
    internal Task<IResult> RunTokenJson(HttpRequest request, Func<Problem?> checkToken, Func<Caller, JsonBody, Task<IResult>> handle, CancellationToken cancellationToken) =>
        RunJson(request, checkToken, needsKey: false, (caller, body, _) => handle(caller, body), cancellationToken);

    /// <summary>A request with a JSON body and an <c>Idempotency-Key</c>.</summary>
    internal Task<IResult> RunKeyed(HttpRequest request, Func<Caller, JsonBody, Guid, Task<IResult>> handle, CancellationToken cancellationToken) =>
        RunJson(request, () => null, needsKey: true, handle, cancellationToken);

    /// <summary>A request with a body that is no JSON; how it is received says what is wrong with its media type, size or encoding.</summary>
    internal Task<IResult> RunBody<TBody>(
        HttpRequest request, Func<Task<(TBody? Body, Problem? Problem)>> receive, Func<Caller, TBody, Task<IResult>> handle, CancellationToken cancellationToken)
        where TBody : class
    {
        TBody? body = null;
        return RunChecked(
            request,
            async () =>
            {
                (body, var unread) = await receive();
                return unread;
            },
            caller => handle(caller, body!),
            problem => problem.ToResult(),
            cancellationToken);
    }

    private Task<IResult> RunChecked(
        HttpRequest request, Func<Task<Problem?>> checkBody, Func<Caller, Task<IResult>> handle, Func<Problem, IResult> render, CancellationToken cancellationToken) =>
        Guard(
            async () =>
            {
                var (caller, problem) = await _admission.Identify(request, cancellationToken);
                problem ??= await checkBody() ?? _admission.Authorize(caller!);
                return problem is null ? await handle(caller!) : render(problem);
            },
            render,
            cancellationToken);

    private Task<IResult> RunJson(
        HttpRequest request, Func<Problem?> checkToken, bool needsKey, Func<Caller, JsonBody, Guid, Task<IResult>> handle, CancellationToken cancellationToken) =>
        Guard(async () =>
        {
            var (caller, problem) = await _admission.Identify(request, cancellationToken);
            problem ??= checkToken();
            if (problem is not null)
            {
                return problem.ToResult();
            }

            var (bytes, unread) = await JsonBody.Receive(request, JsonBody.MaxBytes, cancellationToken);
            if (unread is not null)
            {
                return unread.ToResult();
            }

            var key = Guid.Empty;
            if (needsKey && !IdempotencyKey.TryRead(request, out key))
            {
                return Problem.Malformed("L'en-tête Idempotency-Key doit contenir un UUID.").ToResult();
            }

            var (body, unreadable) = JsonBody.Parse(bytes);
            using (body)
            {
                problem = unreadable ?? _admission.Authorize(caller!);
                return problem is null ? await handle(caller!, body!, key) : problem.ToResult();
            }
        }, problem => problem.ToResult(), cancellationToken);

    private async Task<IResult> Guard(Func<Task<IResult>> run, Func<Problem, IResult> render, CancellationToken cancellationToken)
    {
        try
        {
            return await run();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The caller has left; nobody reads the answer.
            return Results.Empty;
        }
        catch (BadHttpRequestException unread) when (unread.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return render(Problem.TooLarge(JsonBody.MaxBytes));
        }
        catch (Exception exception) when (StorageFault.IsUnavailable(exception))
        {
            LogStorageUnavailable(logger, exception);
            return render(Problem.StorageUnavailable());
        }
        catch (Exception exception)
        {
            LogUnexpected(logger, exception);
            return render(Problem.Unexpected());
        }
    }

    [LoggerMessage(LogLevel.Warning, "Storage could not be reached")]
    private static partial void LogStorageUnavailable(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Error, "Unexpected failure")]
    private static partial void LogUnexpected(ILogger logger, Exception exception);
}
