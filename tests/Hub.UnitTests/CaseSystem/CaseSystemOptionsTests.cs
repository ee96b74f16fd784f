using Hub.CaseSystem;
using Hub.CaseSystem.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Hub.UnitTests.CaseSystem;

public sealed class CaseSystemOptionsTests
{
    [Theory]
    [InlineData("10.0.0.0/8")]
    [InlineData("10.20.1.7")]
    [InlineData("fd12::/16")]
    [InlineData("::1")]
    public void A_network_or_a_single_address_is_taken(string network) => Assert.Empty(Failures(new() { AllowedNetworks = [network] }));

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("10.0.0.1/8")]
    [InlineData("10.0.0.0/33")]
    [InlineData("0x7f.1")]
    [InlineData("case.example")]
    [InlineData("*")]
    public void Another_text_stops_the_start_and_is_named(string network) =>
        Assert.Contains($"AllowedNetworks: '{network}'", Assert.Single(Failures(new() { AllowedNetworks = [network] })), StringComparison.Ordinal);

    [Fact]
    public void Ports_and_times_have_limits()
    {
        Assert.Single(Failures(new() { ExtraPorts = [0] }));
        Assert.Single(Failures(new() { ExtraPorts = [8080, 70000] }));
        Assert.Single(Failures(new() { Timeout = TimeSpan.FromMinutes(5) }));
        Assert.Single(Failures(new() { Timeout = TimeSpan.FromSeconds(2) }));
        Assert.Single(Failures(new() { RefusedPause = TimeSpan.Zero }));
    }

    [Fact]
    public void The_defaults_are_valid_and_closed()
    {
        var options = new CaseSystemOptions();

        Assert.Empty(Failures(options));
        Assert.Empty(options.AllowedNetworks);
        Assert.False(options.AllowHttp);
    }

    private static List<string> Failures(CaseSystemOptions options)
    {
        var services = new ServiceCollection();
        services.AddCaseSystem();
        using var provider = services.BuildServiceProvider();
        return [.. provider.GetServices<IValidateOptions<CaseSystemOptions>>()
            .Select(validator => validator.Validate(Options.DefaultName, options))
            .SelectMany(result => result.Failures ?? [])];
    }
}
