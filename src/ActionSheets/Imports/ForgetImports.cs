using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace ActionSheets.Imports;

/// <summary>Every night, removes what imports keep of persons once nobody asks for it any more: the file as sent and its verdicts. The sheets stay.</summary>
public sealed partial class ForgetImports(ImportRegister register, TimeProvider clock, ILogger<ForgetImports> logger)
{
    private const string Schedule = "0 45 2 * * *";

    [Function(nameof(ForgetImports))]
    public async Task Run([TimerTrigger(Schedule, UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken)
    {
        if (await register.Forget(clock.GetUtcNow().AddDays(-ImportRegister.KeptDays), cancellationToken) is > 0 and var forgotten)
        {
            LogForgotten(logger, forgotten);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Count} imports were past their time and are gone")]
    private static partial void LogForgotten(ILogger logger, int count);
}
