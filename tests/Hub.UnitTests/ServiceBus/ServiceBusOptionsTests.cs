using Hub.Transports.ServiceBus;
using Xunit;

namespace Hub.UnitTests.ServiceBus;

public sealed class ServiceBusOptionsTests
{
    private const string Emulator = "Endpoint=sb://localhost:5672;SharedAccessKeyName=n;SharedAccessKey=secret;UseDevelopmentEmulator=true";

    [Theory]
    [InlineData("contoso.servicebus.windows.net", "contoso.servicebus.windows.net")]
    [InlineData("sb://contoso.servicebus.windows.net/", "contoso.servicebus.windows.net")]
    [InlineData("https://contoso.servicebus.windows.net", "contoso.servicebus.windows.net")]
    public void A_namespace_is_a_host_or_its_address(string text, string host)
    {
        var options = new ServiceBusOptions { Namespace = text };

        Assert.Equal(host, options.Host);
        Assert.Empty(ServiceBusOptionsCheck.Check(options));
    }

    [Theory]
    [InlineData("Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=n;SharedAccessKey=secret", "contoso.servicebus.windows.net")]
    [InlineData(Emulator, "localhost")]
    public void A_connection_string_says_it_all(string text, string host)
    {
        var options = new ServiceBusOptions { ConnectionString = text };

        Assert.Equal(host, options.Host);
        Assert.Empty(ServiceBusOptionsCheck.Check(options));
        Assert.DoesNotContain("secret", options.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Right_settings_have_no_fault() =>
        Assert.Empty(ServiceBusOptionsCheck.Check(new ServiceBusOptions { Namespace = "contoso.servicebus.windows.net" }));

    public static TheoryData<string, ServiceBusOptions> Wrong { get; } = new()
    {
        { "ServiceBus:Namespace", Right with { Namespace = "" } },
        { "ServiceBus:Namespace", Right with { Namespace = "contoso" } },
        { "ServiceBus:Namespace", Right with { Namespace = "contoso.example:5671" } },
        { "ServiceBus:Namespace", Right with { Namespace = "name@contoso.example" } },
        { "ServiceBus:Key", Right with { KeyName = "send" } },
        { "ServiceBus:Key", Right with { Key = "secret" } },
        { "ServiceBus:ClientId", Right with { KeyName = "send", Key = "secret", ClientId = "id" } },
        { "ServiceBus:ConnectionString", new() { ConnectionString = "secret" } },
        { "ServiceBus:ConnectionString", new() { ConnectionString = "Endpoint=sb://contoso.example/;SharedAccessKeyName=n" } },
        { "ServiceBus:ConnectionString", new() { ConnectionString = "Endpoint=sb://contoso.example/;SharedAccessKeyName=n;SharedAccessKey=secret;EntityPath=q" } },
        { "ServiceBus:ConnectionString", new() { ConnectionString = Emulator.Replace("localhost", "contoso.example", StringComparison.Ordinal) } },
        { "ServiceBus:ConnectionString", Right with { ConnectionString = Emulator } },
        { "ServiceBus:QueuePrefix", Right with { QueuePrefix = "a/b" } },
        { "ServiceBus:MaxRetries", Right with { MaxRetries = -1 } },
        { "ServiceBus:RetryDelay", Right with { RetryDelay = TimeSpan.Zero } },
        { "ServiceBus:TryTimeout", Right with { TryTimeout = TimeSpan.Zero } },
        { "ServiceBus:MaxLockRenewal", Right with { MaxLockRenewal = TimeSpan.FromSeconds(-1) } },
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
