using System.Net;
using ActionSheets.Subscriptions;
using Microsoft.Extensions.Options;
using Xunit;

namespace ActionSheets.Tests.Subscriptions;

public sealed class PublicAddressesTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("169.254.169.254")]
    [InlineData("168.63.129.16")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("203.0.113.9")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("fe80::1")]
    [InlineData("ff02::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2001::1")]
    [InlineData("2002:a00:1::1")]
    public void What_is_special_is_refused(string address) => Assert.False(PublicAddresses.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("193.17.192.1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("2a01:e0a::1")]
    [InlineData("2606:4700::1111")]
    public void What_is_public_is_allowed(string address) => Assert.True(PublicAddresses.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://systeme.region.example/changements", true, true)]
    [InlineData("https://8.8.8.8/", true, true)]
    [InlineData("http://systeme.region.example/", false, false)]
    [InlineData("ftp://systeme.region.example/", false, false)]
    [InlineData("https://a:b@systeme.region.example/", false, false)]
    [InlineData("https://10.0.0.1/", false, false)]
    [InlineData("https://[fe80::1]/", false, false)]
    [InlineData("https://169.254.169.254/metadata", false, false)]
    [InlineData("https://2130706433/", false, true)]
    [InlineData("https://0x7f.1/", false, true)]
    [InlineData("https://localhost/", false, true)]
    [InlineData("https://a.localhost./", false, true)]
    [InlineData("http://127.0.0.1:8080/", false, true)]
    [InlineData("http://[::1]:8080/", false, true)]
    [InlineData("http://8.8.8.8/", false, false)]
    public void Only_public_https_addresses_are_registered_and_the_machine_itself_where_a_setting_says_so(string url, bool isAllowed, bool isAllowedOnOnesOwnMachine)
    {
        using var usual = new SubscriberClient(Options.Create(new SubscriptionOptions()));
        using var own = new SubscriberClient(Options.Create(new SubscriptionOptions { AllowLoopback = true }));

        Assert.Equal((isAllowed, isAllowedOnOnesOwnMachine), (usual.Allows(new Uri(url)), own.Allows(new Uri(url))));
    }
}
