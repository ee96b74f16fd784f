using Hub.CaseSystem.Addresses;
using Hub.CaseSystem.Settings;
using Microsoft.Extensions.Options;
using Xunit;

namespace Hub.UnitTests.CaseSystem;

public sealed class WebhookAddressGuardTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("10.0.0.1")]
    [InlineData("10.255.255.255")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.254")]
    [InlineData("100.100.100.200")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("168.63.129.16")]
    [InlineData("169.254.169.254")]
    [InlineData("169.254.170.2")]
    [InlineData("169.254.1.1")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.192")]
    [InlineData("192.0.2.1")]
    [InlineData("192.88.99.1")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("198.19.255.255")]
    [InlineData("198.51.100.7")]
    [InlineData("203.0.113.9")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.250")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("[::]")]
    [InlineData("[::1]")]
    [InlineData("[0:0:0:0:0:0:0:1]")]
    [InlineData("[::127.0.0.1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[::ffff:7f00:1]")]
    [InlineData("[::ffff:8.8.8.8]")]
    [InlineData("[::ffff:0:127.0.0.1]")]
    [InlineData("[64:ff9b::7f00:1]")]
    [InlineData("[64:ff9b::8.8.8.8]")]
    [InlineData("[64:ff9b:1::a00:1]")]
    [InlineData("[2002:7f00:1::]")]
    [InlineData("[2002:a00:1::1]")]
    [InlineData("[2001:0:4136:e378:8000:63bf:3fff:fdd2]")]
    [InlineData("[2001:db8::1]")]
    [InlineData("[2001:10::1]")]
    [InlineData("[3fff::1]")]
    [InlineData("[100::1]")]
    [InlineData("[5f00::1]")]
    [InlineData("[fc00::1]")]
    [InlineData("[fd00::1]")]
    [InlineData("[fd00:ec2::254]")]
    [InlineData("[fe80::1]")]
    [InlineData("[fe80::1%25eth0]")]
    [InlineData("[fec0::1]")]
    [InlineData("[ff02::1]")]
    [InlineData("0177.0.0.1")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("0x7f000001")]
    [InlineData("2130706433")]
    [InlineData("017700000001")]
    [InlineData("127.1")]
    [InlineData("127.0.1")]
    [InlineData("127。0。0。1")]
    [InlineData("0xa9fea9fe")]
    public void Addresses_that_are_not_public_are_refused_in_every_form(string host)
    {
        var problem = Guard().Check(new Uri($"https://{host}/hook"));

        Assert.Equal("address", problem?.Code);
        Assert.NotEqual(problem!.Text.Vi, problem.Text.En);
    }

    // Without ICU the runtime takes full-width digits for a name; a name is looked up and its addresses are checked.
    [Fact]
    public async Task An_address_in_full_width_digits_is_no_way_around() =>
        Assert.NotNull(await Guard().CheckAsync(new Uri("https://１２７.0.0.1/hook"), CancellationToken.None));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.1")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.1")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("192.167.255.255")]
    [InlineData("223.255.255.255")]
    [InlineData("[2001:4860:4860::8888]")]
    [InlineData("[2400:cb00:2048:1::1]")]
    public void Public_addresses_pass(string host) => Assert.Null(Guard().Check(new Uri($"https://{host}/hook")));

    [Theory]
    [InlineData("http://case.example/hook", "scheme")]
    [InlineData("ftp://case.example/hook", "scheme")]
    [InlineData("file:///etc/passwd", "url")]
    [InlineData("/hook", "url")]
    [InlineData("https://user@case.example/hook", "user-info")]
    [InlineData("https://user:pass@case.example/hook", "user-info")]
    [InlineData("https://case.example:22/hook", "port")]
    [InlineData("https://case.example:80/hook", "port")]
    [InlineData("https://case.example:6379/hook", "port")]
    public void The_rest_of_the_url_is_checked_too(string url, string code) =>
        Assert.Equal(code, Guard().Check(new Uri(url, UriKind.RelativeOrAbsolute))?.Code);

    [Theory]
    [InlineData("https://case.example/hook")]
    [InlineData("https://case.example:8443/hook?a=b")]
    [InlineData("https://một-cửa.example/hook")]
    public void An_ordinary_url_passes(string url) => Assert.Null(Guard().Check(new Uri(url)));

    [Fact]
    public void A_url_that_nobody_writes_by_hand_is_refused() =>
        Assert.Equal("url", Guard().Check(new Uri("https://case.example/" + new string('a', 2000)))?.Code);

    [Theory]
    [InlineData("http://case.example/hook", null)]
    [InlineData("http://case.example:8080/hook", null)]
    [InlineData("http://case.example:8081/hook", "port")]
    public void Plain_http_and_other_ports_open_by_setting(string url, string? code)
    {
        var guard = Guard(new CaseSystemOptions { AllowHttp = true, ExtraPorts = [8080] });

        Assert.Equal(code, guard.Check(new Uri(url))?.Code);
    }

    [Theory]
    [InlineData("10.20.0.1", true)]
    [InlineData("10.20.255.255", true)]
    [InlineData("10.21.0.1", false)]
    [InlineData("192.168.7.9", true)]
    [InlineData("192.168.7.10", false)]
    [InlineData("[fd12:3456::1]", true)]
    [InlineData("[fd12:3457::1]", false)]
    [InlineData("[::ffff:10.20.0.1]", false)]
    [InlineData("[2002:a14:1::1]", false)]
    [InlineData("127.0.0.1", false)]
    public void A_named_private_network_opens_and_nothing_beside_it(string host, bool isOpen)
    {
        var guard = Guard(new CaseSystemOptions { AllowedNetworks = ["10.20.0.0/16", "192.168.7.9", "fd12:3456::/32"] });

        Assert.Equal(isOpen, guard.Check(new Uri($"https://{host}/hook")) is null);
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("168.63.129.16")]
    [InlineData("0.0.0.0")]
    [InlineData("[::]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[64:ff9b::a9fe:a9fe]")]
    [InlineData("[fd00:ec2::254]")]
    public void Even_a_setting_that_opens_everything_does_not_open_these(string host)
    {
        var guard = Guard(new CaseSystemOptions { AllowedNetworks = ["0.0.0.0/0", "::/0"] });

        Assert.Equal("address", guard.Check(new Uri($"https://{host}/hook"))?.Code);
    }

    [Theory]
    [InlineData("public.example", null)]
    [InlineData("private.example", "address")]
    [InlineData("mixed.example", "address")]
    [InlineData("mapped.example", "address")]
    [InlineData("localhost", "address")]
    [InlineData("empty.example", "name-unknown")]
    [InlineData("nobody.example", "name-unknown")]
    public async Task At_registration_every_address_of_the_name_counts(string host, string? code)
    {
        var problem = await Guard().CheckAsync(new Uri($"https://{host}/hook"), CancellationToken.None);

        Assert.Equal(code, problem?.Code);
    }

    private static WebhookAddressGuard Guard(CaseSystemOptions? options = null) => new(
        new Names()
            .With("public.example", "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c")
            .With("private.example", "10.1.2.3")
            .With("mixed.example", "93.184.215.14", "192.168.0.10")
            .With("mapped.example", "::ffff:10.1.2.3")
            .With("localhost", "127.0.0.1", "::1")
            .With("empty.example"),
        Options.Create(options ?? new CaseSystemOptions()));
}
