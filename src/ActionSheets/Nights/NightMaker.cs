using ActionSheets.Agreements;
using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using Microsoft.Extensions.Logging;

namespace ActionSheets.Nights;

/// <summary>
/// Makes one night. Order: files staged, checks; then the row and the manifest of an earlier result go, the files appear, the manifest is
/// written, the row publishes it all. Killed anywhere, the next run begins again and finds nothing in its way.
/// </summary>
public sealed partial class NightMaker(
    SheetJournals journals, AgreementStore agreements, NightRegister register, NightAlarms alarms, ReferenceData reference, StorageClients storage, TimeProvider clock, ILogger<NightMaker> logger)
{
    /// <summary>Where the count of the whole starts: from nothing. A test starts elsewhere, to see the checks fail.</summary>
    internal Func<NightTotals> StartCount { get; set; } = () => new NightTotals();

    /// <summary>The night as it now stands published; null when its checks failed and nothing of it was published.</summary>
    internal async Task<PublishedNight?> Make(DateOnly night, PreviousNight? previous, bool isAside, CancellationToken cancellationToken)
    {
        while (true)
        {
            var standing = await register.Find(night, cancellationToken);
            using var folder = new NightFolder(storage.Blobs.GetBlobContainerClient(StorageNames.Exports), night);
            var inTime = SheetInTime.Of(journals.Of(reference.Regions.Select(region => region.Code), cancellationToken), night);
            var totals = StartCount();
            totals.SignedAgreements = (await agreements.SignedBefore(ParisDay.EndOf(night), cancellationToken)).Count;
            var content = await NightContent.Write(folder, night, inTime, reference, totals, cancellationToken);
            if (content.FailedChecks is { Length: > 0 } failed)
            {
                LogChecksFailed(logger, NightDate.Text(night), failed);
                await alarms.Raise(night, failed);
                return null;
            }

            if (await Settle(folder, night, previous, isAside, content, standing) is { } published)
            {
                await alarms.Clear(night);
                return published;
            }

            // Overtaken: another run has published something else since the look at the journals. Look again.
            LogOvertaken(logger, NightDate.Text(night));
        }
    }

    /// <summary>Null when another run was faster. From here on there is no way back but through, so no cancellation.</summary>
    private async Task<PublishedNight?> Settle(
        NightFolder folder, DateOnly night, PreviousNight? previous, bool isAside, NightContent content, PublishedNight? standing)
    {
        if (standing is not null && standing.Holds(content.Files, previous) && await folder.Stands(standing.Sha256))
        {
            await register.MarkChecked(standing, Instant.NowOn(clock));
            return standing;
        }

        var manifest = NightManifest.Of(night, previous, content);
        if (!await register.TryUnpublish(night, standing) || !await folder.TryCommitFiles(manifest) || !await folder.TryWriteManifest(manifest))
        {
            return null;
        }

        var now = Instant.NowOn(clock);
        var published = new PublishedNight
        {
            Night = night,
            MadeAt = now,
            CheckedAt = now,
            Sha256 = manifest.Sha256,
            Previous = previous,
            IsAside = isAside,
            Files = content.Files,
        };
        if (!await register.TryPublish(published))
        {
            // Two results met. Neither may stand on the other's files.
            await register.Unpublish(night);
            return null;
        }

        LogPublished(logger, NightDate.Text(night), content.Totals.Sheets);
        return published;
    }

    [LoggerMessage(LogLevel.Error, "The night {Night} is not published: {Checks} do not hold")]
    private static partial void LogChecksFailed(ILogger logger, string night, string checks);

    [LoggerMessage(LogLevel.Information, "Another run is at the night {Night}, too; looking again")]
    private static partial void LogOvertaken(ILogger logger, string night);

    [LoggerMessage(LogLevel.Information, "The night {Night} is published: {Sheets} sheets")]
    private static partial void LogPublished(ILogger logger, string night, int sheets);
}
