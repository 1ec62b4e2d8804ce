using System.Net;
using System.Net.Sockets;

namespace ActionSheets.Subscriptions;

/// <summary>
/// Which addresses are on the public Internet. Everything special is refused, by the registries of IANA (RFC 6890 and its successors): a subscriber
/// must not make us ask a neighbour, the machine itself, or the metadata service of the cloud.
/// </summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",

            // Azure's own address inside every virtual network: DNS, health, the agent.
            "168.63.129.16/32",

            // Of the global unicast of IPv6: protocol assignments with Teredo, documentation, 6to4, which carries any IPv4 address.
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    public static bool IsPublic(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var isUnicast = plain.AddressFamily == AddressFamily.InterNetwork || (plain.AddressFamily == AddressFamily.InterNetworkV6 && GlobalUnicast.Contains(plain));
        return isUnicast && !Array.Exists(Special, network => network.Contains(plain));
    }

    /// <summary>This machine itself, also when it is written as an IPv6 address.</summary>
    public static bool IsLoopback(IPAddress address) => IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}
