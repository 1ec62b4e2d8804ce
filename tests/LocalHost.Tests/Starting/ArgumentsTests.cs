using LocalHost.Starting;
using Xunit;

namespace LocalHost.Tests.Starting;

public sealed class ArgumentsTests
{
    [Fact]
    public void Without_arguments_it_listens_on_7071_and_keeps_its_data_in_the_ignored_folder() =>
        Assert.Equal(new Arguments(7071, ".data", ClockStart: null, Demo: false, StorageConnection: null, VerifiedFolder: null), Arguments.Parse([]).Arguments);

    [Fact]
    public void Every_argument_is_read()
    {
        var (arguments, _) = Arguments.Parse(
            ["--port", "0", "--data", "/tmp/d", "--clock", "2019-03-22T18:00:00+01:00", "--demo", "--storage", "UseDevelopmentStorage=true"]);

        var clock = new DateTimeOffset(2019, 3, 22, 18, 0, 0, TimeSpan.FromHours(1));
        Assert.Equal(new Arguments(0, "/tmp/d", clock, Demo: true, "UseDevelopmentStorage=true", VerifiedFolder: null), arguments);
    }

    [Theory]
    [InlineData("Unknown argument '--prot'", "--prot", "1")]
    [InlineData("Unknown argument 'data'", "data")]
    [InlineData("--port needs a value", "--port")]
    [InlineData("--port takes a number", "--port", "65536")]
    [InlineData("--port takes a number", "--port", "-1")]
    [InlineData("--clock takes a time with its offset", "--clock", "2019-03-22T18:00:00")]
    [InlineData("--clock takes a time with its offset", "--clock", "yesterday")]
    public void A_fault_is_said_in_one_line(string begins, params string[] args)
    {
        var (arguments, fault) = Arguments.Parse(args);

        Assert.Null(arguments);
        Assert.StartsWith(begins, fault, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault!);
    }
}
