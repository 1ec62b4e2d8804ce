using Microsoft.Extensions.DependencyInjection;

namespace ActionSheets.Reviews;

/// <summary>What letters and their answers need in the container.</summary>
internal static class ReviewsRegistration
{
    public static IServiceCollection AddReviews(this IServiceCollection services)
    {
        services.AddSingleton<ReviewLinks>();
        services.AddSingleton<FailedLetters>();
        services.AddSingleton<RequestNames>();
        services.AddSingleton<Letters>();
        services.AddSingleton<LetterMail>();
        services.AddSingleton<LetterBatch>();
        services.AddSingleton<DeskLetterStore>();
        services.AddSingleton<DeskLetters>();
        services.AddSingleton<DeskLetterMail>();
        services.AddSingleton<DeskLetterBatch>();
        services.AddSingleton<DeskSwitches>();
        services.AddSingleton<Digests>();
        services.AddSingleton<DueLetters>();
        services.AddSingleton<LadderLook>();
        services.AddSingleton<MissedReminders>();
        services.AddSingleton<AlarmMail>();
        services.AddSingleton<LetterMarks>();
        services.AddSingleton<AnswerDrafts>();
        services.AddSingleton<LetterDeliveries>();
        services.AddSingleton<AnswerNotice>();
        services.AddSingleton<WithdrawalNotice>();
        services.AddSingleton<CodeMail>();
        services.AddSingleton<RenewalMail>();
        services.AddSingleton<LinkRenewal>();
        services.AddSingleton<ConfirmationCode>();
        services.AddSingleton<UnconfirmedAnswers>();
        services.AddSingleton<AnswerRecorder>();
        services.AddSingleton<Answering>();
        services.AddSingleton<ReviewPages>();
        services.AddSingleton<FollowUpPages>();
        services.AddSingleton<AnswerFiles>();
        services.AddSingleton<NotedNotice>();
        services.AddSingleton<LetterFiles>();
        services.AddSingleton<PassingOn>();
        services.AddSingleton<PassedOnMail>();
        services.AddSingleton<PassingOnPages>();
        return services;
    }
}
