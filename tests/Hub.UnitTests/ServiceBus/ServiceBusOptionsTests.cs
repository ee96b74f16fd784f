using Hub.Transports.ServiceBus;
using Xunit;

namespace Hub.UnitTests.ServiceBus;

public sealed class ServiceBusOptionsTests
{
    [Theory]
    [InlineData("contoso.servicebus.windows.net", "https://contoso.servicebus.windows.net/")]
    [InlineData("sb://contoso.servicebus.windows.net/", "https://contoso.servicebus.windows.net/")]
    [InlineData("https://contoso.servicebus.windows.net", "https://contoso.servicebus.windows.net/")]
    [InlineData("http://127.0.0.1:5081/service-bus", "http://127.0.0.1:5081/service-bus/")]
    [InlineData("http://localhost:5081/", "http://localhost:5081/")]
    [InlineData("http://contoso.servicebus.windows.net", null)]
    [InlineData("http://127.0.0.1.example.com/", null)]
    [InlineData("https://name@contoso.example/", null)]
    [InlineData("https://contoso.example/?x=1", null)]
    [InlineData("ftp://contoso.example/", null)]
    [InlineData("", null)]
    public void A_namespace_is_a_host_or_an_address_and_without_TLS_only_on_this_machine(string text, string? address) =>
        Assert.Equal(address, new ServiceBusOptions { Namespace = text }.Address?.AbsoluteUri);

    [Fact]
    public void Right_settings_have_no_fault() =>
        Assert.Empty(ServiceBusOptionsCheck.Check(new ServiceBusOptions { Namespace = "contoso.servicebus.windows.net" }));

    public static TheoryData<string, ServiceBusOptions> Wrong { get; } = new()
    {
        { "ServiceBus:Namespace", Right with { Namespace = "http://contoso.example" } },
        { "ServiceBus:Key", Right with { KeyName = "send" } },
        { "ServiceBus:Key", Right with { Key = "secret" } },
        { "ServiceBus:ClientId", Right with { KeyName = "send", Key = "secret", ClientId = "id" } },
        { "ServiceBus:QueuePrefix", Right with { QueuePrefix = "a/b" } },
        { "ServiceBus:MaxMessageBytes", Right with { MaxMessageBytes = 1 } },
        { "ServiceBus:MaxBatch", Right with { MaxBatch = 101 } },
        { "ServiceBus:MaxAnswerBytes", Right with { MaxAnswerBytes = 1024 } },
        { "ServiceBus:MaxRetries", Right with { MaxRetries = -1 } },
        { "ServiceBus:RetryDelay", Right with { RetryDelay = TimeSpan.Zero } },
        { "ServiceBus:TryTimeout", Right with { TryTimeout = TimeSpan.Zero } },
        { "ServiceBus:PollTimeout", Right with { PollTimeout = TimeSpan.FromMinutes(5) } },
        { "ServiceBus:LanePolls", Right with { LanePolls = 0 } },
        { "ServiceBus:MaxLockRenewal", Right with { MaxLockRenewal = TimeSpan.FromSeconds(-1) } },
        { "ServiceBus:TokenLife", Right with { TokenLife = TimeSpan.FromMinutes(5) } },
    };

    private static ServiceBusOptions Right => new() { Namespace = "contoso.servicebus.windows.net" };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_setting_is_named_in_two_languages_without_its_secret(string setting, ServiceBusOptions options)
    {
        var fault = Assert.Single(ServiceBusOptionsCheck.Check(options));

        Assert.Equal(setting, fault.Setting);
        Assert.NotEmpty(fault.Vietnamese);
        Assert.DoesNotContain("secret", fault.English + fault.Vietnamese);
        Assert.Throws<ArgumentException>(() => ServiceBusOptionsCheck.Checked(options));
    }

    [Fact]
    public void The_key_is_never_written_out() => Assert.DoesNotContain("secret", (Right with { KeyName = "send", Key = "secret" }).ToString());
}
