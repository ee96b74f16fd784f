using System.Net;
using Hub.Core.Trust;
using Xunit;

namespace Hub.UnitTests.Trust;

public sealed class NetworksTests
{
    [Theory]
    [InlineData("10.20.1.7", "10.20.1.7", true)]
    [InlineData("10.20.1.7", "10.20.1.8", false)]
    [InlineData("10.20.0.0/16", "10.20.255.1", true)]
    [InlineData("10.20.0.0/16", "::ffff:10.20.1.7", true)]
    [InlineData("10.20.0.0/16", "10.21.0.1", false)]
    [InlineData("fd12:3456::/32", "fd12:3456:1::1", true)]
    [InlineData("fd12:3456::/32", "10.20.1.7", false)]
    [InlineData("::1", "127.0.0.1", false)]
    public void A_network_holds_its_own_addresses_in_either_writing(string network, string address, bool isHeld) =>
        Assert.Equal(isHeld, Networks.Hold([Networks.Parse(network)!.Value], IPAddress.Parse(address)));

    [Fact]
    public void Nobody_is_of_no_network_and_a_local_pipe_of_none() =>
        Assert.False(Networks.Hold([], IPAddress.Loopback) || Networks.Hold([Networks.Parse("::1")!.Value], null));

    [Theory]
    [InlineData("10.0.0.1/8")]
    [InlineData("10")]
    [InlineData("0x7f.1")]
    [InlineData("10.0.0.0/33")]
    [InlineData("adapter.test")]
    [InlineData("")]
    public void What_may_mean_two_things_is_no_network(string text) => Assert.Null(Networks.Parse(text));
}
