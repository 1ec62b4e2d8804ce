using Microsoft.Extensions.DependencyInjection;

namespace ActionSheets.Sheets;

/// <summary>What submitted sheets need in the container.</summary>
internal static class SheetsRegistration
{
    public static IServiceCollection AddSheets(this IServiceCollection services)
    {
        services.AddSingleton<SheetStore>();
        services.AddSingleton<SheetJournals>();
        services.AddSingleton<SheetIndex>();
        services.AddSingleton<Receipts>();
        services.AddSingleton<ReferenceNumbers>();
        services.AddSingleton<SheetIntake>();
        services.AddSingleton<ReadableSheets>();
        services.AddSingleton<SheetPages>();
        services.AddSingleton<ReceiptProofs>();
        services.AddSingleton<SheetReceipt>();
        services.AddSingleton<SheetCorrections>();
        services.AddSingleton<SheetWithdrawal>();
        services.AddSingleton<QuestionReplies>();
        services.AddSingleton<RequestChanges>();
        services.AddSingleton<SheetProgress>();
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton<SheetView>();
        services.AddSingleton<SheetRights>();
        services.AddSingleton<VerdictNotice>();
        services.AddSingleton<SheetMessages>();
        services.AddSingleton<MessageFiles>();
        services.AddSingleton<MessageNotice>();
        return services;
    }
}
