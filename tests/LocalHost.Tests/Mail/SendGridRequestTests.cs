using System.Text.Json;
using System.Text.Json.Nodes;
using LocalHost.Mail;
using Xunit;

namespace LocalHost.Tests.Mail;

public sealed class SendGridRequestTests
{
    [Fact]
    public void A_message_is_kept_member_by_member()
    {
        var (mails, errors) = Read(_ => { });

        Assert.Empty(errors);
        var mail = Assert.Single(mails);
        Assert.Equal(("id", "from@a.example", "Objet", "Texte", "<p>Texte</p>"), (mail.Id, mail.From, mail.Subject, mail.Text, mail.Html));
        Assert.Equal(["one@b.example", "two@b.example"], mail.To);
        Assert.Equal(["letter"], mail.Categories);
        Assert.Equal("<1@a.example>", mail.Headers["References"]);
        Assert.Equal("o-1", mail.CustomArgs["oid"]);
    }

    [Fact]
    public void What_a_personalization_says_goes_before_what_the_message_says()
    {
        var (mails, _) = Read(message =>
        {
            var own = message["personalizations"]![0]!;
            own["subject"] = "Autre objet";
            own["custom_args"] = new JsonObject { ["oid"] = "o-2" };
        });

        Assert.Equal(("Autre objet", "o-2"), (mails.Single().Subject, mails.Single().CustomArgs["oid"]));
    }

    [Fact]
    public void Each_personalization_is_a_mail_of_its_own()
    {
        var (mails, _) = Read(message => message["personalizations"]!.AsArray().Add(
            new JsonObject { ["to"] = new JsonArray(new JsonObject { ["email"] = "three@c.example" }) }));

        Assert.Equal(["id", "id.1"], mails.Select(mail => mail.Id));
        Assert.Equal(["three@c.example"], mails[1].To);
    }

    [Theory]
    [InlineData("personalizations", "personalizations", "[]")]
    [InlineData("personalizations", "personalizations", null)]
    [InlineData("personalizations.0.to", "personalizations", """[{"to": []}]""")]
    [InlineData("personalizations.0.to.0.email", "personalizations", """[{"to": [{"email": "nobody"}]}]""")]
    [InlineData("from.email", "from", null)]
    [InlineData("from.email", "from", """{"email": "@a.example"}""")]
    [InlineData("personalizations.0.subject", "subject", null)]
    [InlineData("content", "content", "[]")]
    [InlineData("content", "content", """[{"type": "text/plain", "value": ""}]""")]
    [InlineData("content", "content", """[{"type": "text/html", "value": "a"}, {"type": "text/plain", "value": "a"}]""")]
    [InlineData("custom_args.n", "custom_args", """{"n": 1}""")]
    [InlineData("categories", "categories", """["1","2","3","4","5","6","7","8","9","10","11"]""")]
    public void What_SendGrid_would_refuse_is_refused_with_its_field(string field, string member, string? value)
    {
        var (mails, errors) = Read(message => message[member] = value is null ? null : JsonNode.Parse(value));

        Assert.Empty(mails);
        Assert.Equal(field, errors[0].Field);
    }

    private static (IReadOnlyList<CapturedMail> Mails, IReadOnlyList<SendGridError> Errors) Read(Action<JsonNode> change)
    {
        var message = JsonNode.Parse(
            """
            {
              "personalizations": [{ "to": [{ "email": "one@b.example", "name": "One" }, { "email": "two@b.example" }] }],
              "from": { "email": "from@a.example" },
              "subject": "Objet",
              "content": [{ "type": "text/plain", "value": "Texte" }, { "type": "text/html", "value": "<p>Texte</p>" }],
              "headers": { "References": "<1@a.example>" },
              "custom_args": { "oid": "o-1" },
              "categories": ["letter"]
            }
            """)!;
        change(message);
        using var document = JsonDocument.Parse(message.ToJsonString());
        return new SendGridRequest(document.RootElement).Read("id", "2019-03-22T18:00:00+01:00");
    }
}
