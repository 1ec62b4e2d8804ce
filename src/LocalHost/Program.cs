using LocalHost.Nights;
using LocalHost.Starting;

var (arguments, fault) = Arguments.Parse(args);
if (arguments is null)
{
    await Console.Error.WriteLineAsync(fault);
    return 2;
}

if (arguments.VerifiedFolder is { } nights)
{
    return await NightVerification.RunAsync(nights, Console.Out);
}

try
{
    await ProductRun.RunAsync(arguments);
    return 0;
}
catch (CannotStartException reason)
{
    await Console.Error.WriteLineAsync(reason.Message);
    return 1;
}
