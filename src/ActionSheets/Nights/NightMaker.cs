using ActionSheets.Agreements;
using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using Microsoft.Extensions.Logging;

namespace ActionSheets.Nights;

/// <summary>
/// Makes one night, from what the night before kept or from the journals alone. Order: files staged, checks; then the row and the manifest of an earlier
/// result go, the files appear, the manifest is written, the row publishes it all; last, the night keeps what the next one needs. Killed anywhere, the next
/// run begins again and finds nothing in its way.
/// </summary>
public sealed partial class NightMaker(
    SheetJournals journals, KeptFolds folds, AgreementStore agreements, NightRegister register, NightAlarms alarms, NightProgress progress, ReferenceData reference,
    StorageClients storage, TimeProvider clock, ILogger<NightMaker> logger)
{
    /// <summary>Entries that the storage dated before it was asked for the time, and showed only later, are asked for again. A test does without.</summary>
    internal TimeSpan Overlap { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Where the count of the whole starts: from nothing. A test starts elsewhere, to see the checks fail.</summary>
    internal Func<NightTotals> StartCount { get; set; } = () => new NightTotals();

    /// <summary>The night as it now stands published; null when its checks failed and nothing of it was published.</summary>
    internal async Task<PublishedNight?> Make(DateOnly night, PreviousNight? previous, bool isAside, CancellationToken cancellationToken)
    {
        var mayFollow = MayFollow(night, isAside);
        while (true)
        {
            var standing = await register.Find(night, cancellationToken);
            using var kept = new KeptNight();
            var follows = mayFollow && standing is null && await folds.TryRead(night.AddDays(-1), kept, cancellationToken);
            using var keeping = !isAside && await IsNewest(night, cancellationToken) ? new KeptNightWriter() : null;
            using var folder = new NightFolder(storage.Blobs.GetBlobContainerClient(StorageNames.Exports), night);
            var readFrom = await storage.Now(cancellationToken);
            var sheets = new FoldedSheets(night, follows ? kept : null, keeping);
            var content = await Write(folder, night, sheets, follows ? kept.ReadFrom : null, cancellationToken);
            if (follows && (!sheets.AreWhole || content.FailedChecks.Length > 0))
            {
                LogNotFollowing(logger, NightDate.Text(night));
                mayFollow = false;
                continue;
            }

            if (content.FailedChecks is { Length: > 0 } failed)
            {
                LogChecksFailed(logger, NightDate.Text(night), failed);
                await alarms.Raise(night, failed);
                return null;
            }

            if (await Settle(folder, night, previous, isAside, content, standing) is { } published)
            {
                await alarms.Clear(night);
                if (keeping is not null && sheets.AreWhole)
                {
                    await folds.Keep(night, keeping, readFrom, cancellationToken);
                }

                return published;
            }

            // Overtaken: another run has published something else since the look at the journals. Look again.
            LogOvertaken(logger, NightDate.Text(night));
        }
    }

    /// <summary>
    /// A night asked for again is made from the journals, to be compared with what stands. So is a Sunday's, that an error in what is kept, should
    /// there ever be one, does not live longer than a week.
    /// </summary>
    internal static bool MayFollow(DateOnly night, bool isAside) => !isAside && night.DayOfWeek != DayOfWeek.Sunday;

    private async Task<bool> IsNewest(DateOnly night, CancellationToken cancellationToken) =>
        await register.Latest(cancellationToken) is not { } latest || latest.Night <= night;

    private async Task<NightContent> Write(NightFolder folder, DateOnly night, FoldedSheets sheets, DateTimeOffset? keptFrom, CancellationToken cancellationToken)
    {
        var entries = keptFrom is { } time
            ? journals.WrittenSince(time - Overlap, cancellationToken)
            : journals.Of(reference.Regions.Select(region => region.Code), cancellationToken);
        var totals = StartCount();
        totals.SignedAgreements = (await agreements.SignedBefore(ParisDay.EndOf(night), cancellationToken)).Count;
        return await NightContent.Write(
            folder, night, progress.Along(night, sheets.Of(entries, cancellationToken), cancellationToken), reference, totals, cancellationToken);
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

    [LoggerMessage(LogLevel.Warning, "The night {Night} does not follow from what the night before kept; it is made from the journals")]
    private static partial void LogNotFollowing(ILogger logger, string night);

    [LoggerMessage(LogLevel.Information, "Another run is at the night {Night}, too; looking again")]
    private static partial void LogOvertaken(ILogger logger, string night);

    [LoggerMessage(LogLevel.Information, "The night {Night} is published: {Sheets} sheets")]
    private static partial void LogPublished(ILogger logger, string night, int sheets);
}
