using ActionSheets.Agreements;
using ActionSheets.Attachments;
using ActionSheets.DeadLetters;
using ActionSheets.Drafts;
using ActionSheets.Figures;
using ActionSheets.Imports;
using ActionSheets.Mail;
using ActionSheets.Nights;
using ActionSheets.Persons;
using ActionSheets.Reference;
using ActionSheets.Registers;
using ActionSheets.Replies;
using ActionSheets.Reviews;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using ActionSheets.Subscriptions;
using ActionSheets.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ActionSheets;

/// <summary>What the product needs in the container, whoever hosts it: the Functions worker, the local host or a test.</summary>
public static class ActionSheetsServices
{
    /// <summary>Registers every slice. A <see cref="TimeProvider"/> registered before is kept.</summary>
    public static IServiceCollection AddActionSheets(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddRazorComponents();

        // Razor asks for a key ring that nothing here uses: forms and links carry our own HMAC. In memory it writes no file, once the service
        // that makes one on disk at the start, whoever protects, is gone; it is internal, so its name is all there is.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        foreach (var ring in services.Where(service => service.ImplementationType?.Name == "DataProtectionHostedService").ToList())
        {
            services.Remove(ring);
        }

        // Read while the host is being built; whoever needs it first waits for the rest, and a damaged file stops the start.
        var reference = Task.Run(ReferenceData.Load);
        services.AddSingleton(_ => reference.GetAwaiter().GetResult());
        AddOptions(services, configuration);
        AddStorage(services);
        AddWeb(services);
        AddSheets(services);
        AddDrafts(services);
        AddImports(services);
        AddMail(services);
        AddReviews(services);
        AddNights(services);
        AddAttachments(services);
        services.AddSingleton<DeadLetterList>();
        services.AddSingleton<AgreementStore>();
        services.AddSingleton<AgreementView>();
        services.AddSingleton<FoundAgreements>();
        services.AddSingleton<AgreementPages>();
        services.AddSingleton<Signing>();
        services.AddSingleton<DayFigureReader>();
        services.AddSingleton<FigureRows>();
        AddSubscriptions(services);
        AddPersons(services);
        services.AddSingleton<ReplyAddresses>();
        services.AddSingleton<ReplyFiling>();
        return services;
    }

    private static void AddOptions(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StorageOptions>()
            .Bind(configuration.GetSection(StorageOptions.Section))
            .Configure(options => options.ConnectionString ??= configuration[StorageOptions.Section])
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<AuthenticationOptions>()
            .Bind(configuration.GetSection(AuthenticationOptions.Section))
            .Configure(options => options.PlatformEnabled = string.Equals(configuration["WEBSITE_AUTH_ENABLED"], "true", StringComparison.OrdinalIgnoreCase))
            .ValidateOnStart();
        services.AddOptions<PublicOptions>().Bind(configuration).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<MailOptions>().Bind(configuration.GetSection(MailOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<LinkOptions>().Bind(configuration.GetSection(LinkOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<AttachmentOptions>()
            .Bind(configuration.GetSection(AttachmentOptions.Section))
            .Configure(options => options.IsInAzure = configuration["WEBSITE_SITE_NAME"] is not null)
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RetentionOptions>().Bind(configuration.GetSection(RetentionOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<SubscriptionOptions>().Bind(configuration.GetSection(SubscriptionOptions.Section)).ValidateOnStart();
        services.AddOptions<DeskOptions>().Bind(configuration.GetSection(DeskOptions.Section)).ValidateOnStart();
    }

    private static void AddStorage(IServiceCollection services)
    {
        services.AddSingleton<StorageClients>();
        services.AddHostedService<StorageSetup>();
        services.AddHostedService<ExampleDesks>();
    }

    private static void AddWeb(IServiceCollection services)
    {
        // Pages only: files have their own encodings. What a page reflects is never beside a secret that outlives the session.
        services.AddResponseCompression(options => (options.EnableForHttps, options.MimeTypes) = (true, ["text/html"]));
        services.AddSingleton<IStartupFilter, SecurityHeaders>();
        services.AddSingleton(typeof(Endpoint<>));
        services.AddSingleton<CallerReader>();
        services.AddSingleton<AccessRegister>();
        services.AddSingleton<DeskRegister>();
        services.AddSingleton<DeskWaits>();
        services.AddSingleton<DeskWriting>();
        services.AddSingleton<DeskPages>();
        services.AddSingleton<RegionRegister>();
        services.AddSingleton<PageSession>();
        services.AddSingleton<SignedLinks>();
    }

    private static void AddSheets(IServiceCollection services)
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
    }

    private static void AddDrafts(IServiceCollection services)
    {
        services.AddSingleton<DraftStore>();
        services.AddSingleton<DraftEditing>();
        services.AddSingleton<DraftSubmission>();
        services.AddSingleton<DraftPages>();
        services.AddSingleton<DraftCopies>();
        services.AddSingleton<DraftLinks>();
        services.AddSingleton<DraftMail>();
        services.AddSingleton<DraftSigning>();
        services.AddSingleton<SigningPages>();
        services.AddSingleton<DraftLetters>();
        services.AddSingleton<DraftFiles>();
    }

    private static void AddImports(IServiceCollection services)
    {
        services.AddSingleton<ImportRegister>();
        services.AddSingleton<ImportBell>();
        services.AddSingleton<RowIntake>();
        services.AddSingleton<ImportWork>();
        services.AddSingleton<ImportIntake>();
        services.AddSingleton<ImportPages>();
    }

    private static void AddMail(IServiceCollection services)
    {
        services.AddSingleton<DueMail>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<OwedMail>();
        services.AddSingleton<DeskNotices>();
        services.AddSingleton<MailStore>();
        services.AddSingleton<MailSender>();
        services.AddSingleton<MailRenderer>();
        services.AddSingleton<SendGridMail>();
        services.AddSingleton<EventSignature>();
        services.AddSingleton<MailEvents>();
    }

    private static void AddReviews(IServiceCollection services)
    {
        services.AddSingleton<ReviewLinks>();
        services.AddSingleton<Letters>();
        services.AddSingleton<LetterMail>();
        services.AddSingleton<LetterBatch>();
        services.AddSingleton<DeskLetterStore>();
        services.AddSingleton<DeskLetters>();
        services.AddSingleton<DeskLetterMail>();
        services.AddSingleton<DeskLetterBatch>();
        services.AddSingleton<DeskSwitches>();
        services.AddSingleton<Digests>();
        services.AddSingleton<LadderRun>();
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
        services.AddSingleton<RequestNames>();
        services.AddSingleton<FailedLetters>();
        services.AddSingleton<LinkRenewal>();
        services.AddSingleton<ConfirmationCode>();
        services.AddSingleton<UnconfirmedAnswers>();
        services.AddSingleton<AnswerRecorder>();
        services.AddSingleton<Answering>();
        services.AddSingleton<ReviewPages>();
        services.AddSingleton<FollowUpPages>();
        services.AddSingleton<AnswerFiles>();
        services.AddSingleton<PassingOn>();
        services.AddSingleton<PassedOnMail>();
        services.AddSingleton<PassingOnPages>();
    }

    private static void AddNights(IServiceCollection services)
    {
        services.AddSingleton<NightRegister>();
        services.AddSingleton<NightBell>();
        services.AddSingleton<NightChain>();
        services.AddSingleton<NightMaker>();
        services.AddSingleton<NightAlarms>();
        services.AddSingleton<NightProgress>();
        services.AddSingleton<KeptFolds>();
        services.AddSingleton<NightDownloads>();
        services.AddSingleton<PublishedFiles>();
        services.AddSingleton<NightFileGiving>();
        services.AddSingleton<DownloadLinks>();
        services.AddSingleton<NightFigures>();
        services.AddSingleton<NightsOverTime>();
        services.AddSingleton<NightMail>();
    }

    private static void AddPersons(IServiceCollection services)
    {
        services.AddSingleton<ErasureStore>();
        services.AddSingleton<SheetErasure>();
        services.AddSingleton<PersonErasure>();
    }

    private static void AddSubscriptions(IServiceCollection services)
    {
        services.AddSingleton<SubscriptionStore>();
        services.AddSingleton<SubscriptionForm>();
        services.AddSingleton<SubscriberClient>();
        services.AddSingleton<SubscriptionBell>();
        services.AddSingleton<SubscriptionMail>();
        services.AddSingleton<Telling>();
    }

    private static void AddAttachments(IServiceCollection services)
    {
        services.AddSingleton<AttachmentStore>();
        services.AddSingleton<AttachmentWaits>();
        services.AddSingleton<AttachmentFiles>();
        services.AddSingleton<AttachmentBell>();
        services.AddSingleton<AttachmentIntake>();
        services.AddSingleton<AttachmentOrphans>();
        services.AddSingleton<GivenFiles>();
        services.AddSingleton<AttachmentJudgement>();
        services.AddSingleton<IAttachmentScanner>(provider => provider.GetRequiredService<IOptions<AttachmentOptions>>().Value.Scanner switch
        {
            AttachmentOptions.Clamd => ActivatorUtilities.CreateInstance<ClamdScanner>(provider),
            AttachmentOptions.Defender => ActivatorUtilities.CreateInstance<DefenderScanner>(provider),
            _ => ActivatorUtilities.CreateInstance<EicarOnlyScanner>(provider),
        });
    }
}
