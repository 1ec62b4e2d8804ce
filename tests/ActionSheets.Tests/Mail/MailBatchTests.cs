using ActionSheets.Mail;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xunit;

namespace ActionSheets.Tests.Mail;

/// <summary>The message of the queue <c>mail</c>: other versions of the product read what this one wrote, so its bytes are pinned.</summary>
public sealed class MailBatchTests
{
    [Theory]
    [InlineData(MailKind.Letters, "93-0123456789abcdef", "v1", """{"batch":"letters:93-0123456789abcdef:v1"}""")]
    [InlineData(MailKind.Answers, "93-0123456789abcdef", "a12", """{"batch":"answers:93-0123456789abcdef:a12"}""")]
    [InlineData(MailKind.Desk, "g-all.2019041508-reminder.bpifrance", "letter", """{"batch":"desk:g-all.2019041508-reminder.bpifrance:letter"}""")]
    [InlineData(MailKind.Alarm, "watch.20190415", "reminders", """{"batch":"alarm:watch.20190415:reminders"}""")]
    [InlineData(MailKind.Night, "night.20190322", "ready", """{"batch":"night:night.20190322:ready"}""")]
    [InlineData(MailKind.Subscription, "subscription.0123456789abcdef", "off-1553209200000", """{"batch":"subscription:subscription.0123456789abcdef:off-1553209200000"}""")]
    [InlineData(MailKind.Withdrawal, "93-0123456789abcdef", "withdrawn", """{"batch":"withdrawal:93-0123456789abcdef:withdrawn"}""")]
    [InlineData(MailKind.Verdict, "93-0123456789abcdef", "0f8fad5b-d9cb-469f-a165-70867728950e", """{"batch":"verdict:93-0123456789abcdef:0f8fad5b-d9cb-469f-a165-70867728950e"}""")]
    [InlineData(MailKind.Code, "93-0123456789abcdef.v1.bpifrance", "0123456789abcdef-1", """{"batch":"code:93-0123456789abcdef.v1.bpifrance:0123456789abcdef-1"}""")]
    [InlineData(MailKind.Renewal, "93-0123456789abcdef.v1.bpifrance", "201903221800", """{"batch":"renewal:93-0123456789abcdef.v1.bpifrance:201903221800"}""")]
    [InlineData(MailKind.PassedOn, "93-0123456789abcdef.v1.bpifrance", "00112233445566778899aabbccddeeff", """{"batch":"passed-on:93-0123456789abcdef.v1.bpifrance:00112233445566778899aabbccddeeff"}""")]
    [InlineData(MailKind.Message, "93-0123456789abcdef", "m2", """{"batch":"message:93-0123456789abcdef:m2"}""")]
    [InlineData(MailKind.Draft, "0f8fad5b-d9cb-469f-a165-70867728950e", "93-idle-3", """{"batch":"draft:0f8fad5b-d9cb-469f-a165-70867728950e:93-idle-3"}""")]
    internal void Each_kind_has_its_message(MailKind kind, string owner, string name, string message)
    {
        var batch = new MailBatch(kind, owner, name);
        Assert.Equal(message, batch.ToMessage());
        Assert.True(MailBatch.TryRead(message, out var read));
        Assert.Equal(batch, read);
    }

    [Fact]
    public void Every_kind_is_pinned() => Assert.Equal(
        Enum.GetValues<MailKind>().Length,
        typeof(MailBatchTests).GetMethod(nameof(Each_kind_has_its_message), System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!
            .GetCustomAttributes(typeof(InlineDataAttribute), inherit: false).Length);

    [Theory]
    [InlineData("")]
    [InlineData("letters:93-0123456789abcdef:v1")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"batch": 1}""")]
    [InlineData("""{"batch": ""}""")]
    [InlineData("""{"batch": "letters:93-0123456789abcdef"}""")]
    [InlineData("""{"batch": "letters:93-0123456789abcdef:v1:x"}""")]
    [InlineData("""{"batch": "letters::v1"}""")]
    [InlineData("""{"batch": "LETTERS:93-0123456789abcdef:v1"}""")]
    [InlineData("""{"batch": "other:93-0123456789abcdef:v1"}""")]
    [InlineData("""{"batch": "letters:93/0123456789abcdef:v1"}""")]
    [InlineData("""{"batch": "letters:93-0123456789abcdef:v1\u0000"}""")]
    [InlineData("""{"batch": "letters:93-0123456789abcdef:\ud800"}""")]
    public void Anything_else_is_not_ours(string message) => Assert.False(MailBatch.TryRead(message, out _));

    [Property]
    public Property A_batch_comes_back_from_its_text_and_from_its_message() => Prop.ForAll(
        (from kind in Gen.Elements(Enum.GetValues<MailKind>())
         from owner in Keys()
         from name in Keys()
         select new MailBatch(kind, owner, name)).ToArbitrary(),
        batch => MailBatch.TryParse(batch.ToString(), out var parsed) && parsed == batch && MailBatch.TryRead(batch.ToMessage(), out var read) && read == batch);

    [Property]
    public bool No_message_throws(string? message) => MailBatch.TryRead(message ?? "", out var batch) == batch is not null;

    private static Gen<string> Keys() =>
        Gen.Elements("0123456789abcdefABCXYZ-.".ToCharArray()).NonEmptyListOf().Select(characters => new string([.. characters.Take(100)]));
}
