using ActionSheets.Attachments;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Reviews;

/// <summary>Documents go with an answer of a letter: <c>multipart/form-data</c> with parts <c>file</c>. The same file again answers 200 with the first.</summary>
[Access(Who.Anyone)]
public sealed class AttachToAnswer(Endpoint<AttachToAnswer> endpoint, Letters letters, AnswerFiles answerFiles)
{
    private const string Route = "api/reviews/{token}/answers/{sheet}/{demand}/attachments";

    [Function(nameof(AttachToAnswer))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string token, string sheet, string demand, CancellationToken cancellationToken) =>
        endpoint.RunChecked(
            request,
            () => letters.ProblemWith(token) ?? UploadedFiles.Check(request),
            _ => letters.WithLetter(
                token,
                async letter =>
                {
                    await using var files = new UploadedFiles();
                    if (await files.Receive(request, cancellationToken) is { } unread)
                    {
                        return unread.ToResult();
                    }

                    var (attached, isAnyNew, problem) = await answerFiles.Attach(letter, $"{sheet}/{demand}", files, cancellationToken);
                    return problem?.ToResult() ?? Results.Json(new { Files = attached }, Wire.Json, statusCode: isAnyNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
                },
                cancellationToken),
            cancellationToken);
}
