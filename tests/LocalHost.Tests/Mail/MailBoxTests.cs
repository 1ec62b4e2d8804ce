using LocalHost.Mail;
using LocalHost.Starting;
using Xunit;

namespace LocalHost.Tests.Mail;

public sealed class MailBoxTests : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("mail-box-").FullName;

    [Fact]
    public async Task The_newest_is_first_also_when_it_was_kept_first()
    {
        using var data = DataFolder.Open(_path);
        var box = new MailBox(data);
        await box.KeepAsync(Received("later", "2019-10-27T02:10:00.5+01:00"));
        await box.KeepAsync(Received("earlier", "2019-10-27T02:50:00.25+02:00"));
        await box.KeepAsync(Received("latest", "2019-10-27T02:10:00.5+01:00"));

        Assert.Equal(["latest", "later", "earlier"], box.NewestFirst().Select(mail => mail.Id));
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);

    private static CapturedMail Received(string id, string at) =>
        new(id, ["a@b.example"], "c@d.example", "Objet", "Texte", null, new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal), [], at);
}
