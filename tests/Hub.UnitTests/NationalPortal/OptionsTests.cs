using Hub.Core.Dossiers;
using Hub.Core.Envelopes;
using Hub.Core.Inbox;
using Hub.Core.Outbox;
using Hub.Core.Procedures;
using Hub.Core.Steps;
using Hub.NationalPortal;
using Hub.NationalPortal.Settings;
using Hub.NationalPortal.Verification;
using Hub.UnitTests.NationalPortal.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Hub.UnitTests.NationalPortal;

public sealed class OptionsTests
{
    private static readonly NationalPortalOptions Good = new()
    {
        BaseAddress = new Uri("http://adapter.test/forward/"),
        UnitCode = "000.00.00.H40",
        Username = "u",
        Password = "s3cret-value",
    };

    public static TheoryData<string, NationalPortalOptions> Bad => new()
    {
        { "BaseAddress", Good with { BaseAddress = null } },
        { "BaseAddress", Good with { BaseAddress = new Uri("http://adapter.test/forward") } },
        { "BaseAddress", Good with { BaseAddress = new Uri("ftp://adapter.test/") } },
        { "LoginPath", Good with { LoginPath = "/mapi/login" } },
        { "LoginPath", Good with { LoginPath = "" } },
        { "UnitCode", Good with { UnitCode = " " } },
        { "Password", Good with { Password = "" } },
        { "Lgsp", Good with { Lgsp = new LgspOptions { Key = "k" } } },
        { "Timeouts", Good with { Timeouts = new PortalTimeouts { Write = TimeSpan.Zero } } },
        { "ProgressChunk", Good with { ProgressChunk = 0 } },
        { "StatusMap:x", Good with { StatusMap = new() { ["x"] = 11 } } },
        { "ExtraMoves", new NationalPortalOptions { ExtraMoves = { "withdrawn" } } },
        { "Kpi:Block", Good with { Kpi = new KpiOptions { Block = { "nonsense" } } } },
        { "Verify", Good with { Verify = new VerifyOptions { RatePerSecond = 0 } } },
        { "Timeouts:SessionAge", Good with { Timeouts = new PortalTimeouts { SessionAge = TimeSpan.Zero } } },
        { "FilingStatus", Good with { FilingStatus = new FilingStatusOptions { Type = "" } } },
        { "FilingStatus:Codes", Good with { FilingStatus = new FilingStatusOptions { Codes = { ["nonsense"] = "1" } } } },
        { "Procedures", Good with { Procedures = new ProcedureSyncOptions { Concurrency = 0 } } },
    };

    [Theory]
    [InlineData("10.0.0.1/8")]
    [InlineData("0.0.0.0/0")]
    [InlineData("::/0")]
    [InlineData("adapter")]
    public void A_door_open_to_all_or_to_an_unclear_network_is_refused(string network)
    {
        var options = new NationalPortalOptions { Inbound = new InboundOptions { OpenNetworks = { "10.20.1.7", network } } };

        Assert.Equal("NationalPortal:Inbound:OpenNetworks:1", Assert.Single(NationalPortalDescriptor.Party.Check(options)).Setting);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5090/portal/", "", "", "", "demo", "000.00.00.H40")]
    [InlineData("http://127.0.0.1:5090/portal/", "", "", "000.00.00.H41", "demo", "000.00.00.H41")]
    [InlineData("http://127.0.0.1:5090/portal/", "u", "p", "000.00.00.H41", "u", "000.00.00.H41")]
    [InlineData("http://adapter.test/forward/", "", "", "000.00.00.H41", "", "000.00.00.H41")]
    public void Only_the_sandbox_on_this_machine_is_spoken_to_with_its_demo_account(string address, string user, string password, string unit, string asUser, string asUnit)
    {
        var options = new NationalPortalOptions { BaseAddress = new Uri(address), Username = user, Password = password, UnitCode = unit }.WithSandboxAccount();

        Assert.Equal((asUser, asUnit), (options.Username, options.UnitCode));
    }

    [Fact]
    public void Good_settings_pass() => Assert.True(new NationalPortalOptionsValidator().Validate(null, Good with { StatusMap = [] }).Succeeded);

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_wrong_setting_names_itself_and_shows_no_secret(string name, NationalPortalOptions options)
    {
        var result = new NationalPortalOptionsValidator().Validate(null, options);

        Assert.Contains(result.Failures!, failure => failure.Contains(name, StringComparison.Ordinal));
        Assert.DoesNotContain("s3cret", result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_can_be_built_from_one_registration()
    {
        var scene = new Scene();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(scene.Clock);
        services.AddSingleton<IDossiers>(scene.Dossiers);
        services.AddSingleton<ICatalogue>(scene.Catalogue);
        services.AddSingleton<IInbox>(scene.Catalogue);
        services.AddSingleton<IOutbox>(new FakeOutbox());
        services.AddSingleton(new EnvelopeIds(scene.Clock, new Random(1)));
        services.AddNationalPortal();
        services.AddSingleton(Options.Create(Good with { StatusMap = [] }));
        await using var provider = services.BuildServiceProvider(validateScopes: true);

        Assert.Equal("national-portal", provider.GetRequiredService<IConnector>().Lane);
        Assert.Contains(provider.GetServices<IStep>(), step => step is VerifyStep);
        Assert.NotNull(provider.GetRequiredService<PortalVerifier>());
        Assert.NotNull(provider.GetRequiredService<Hub.NationalPortal.Procedures.ProcedureSync>());
    }

    [Fact]
    public void Every_reason_code_has_its_sentences()
    {
        var codes = typeof(NationalPortalReasons).GetFields()
            .Where(field => field.IsLiteral && field.Name != nameof(NationalPortalReasons.KpiPrefix))
            .Select(field => (string)field.GetRawConstantValue()!);

        Assert.All(codes, code => Assert.True(NationalPortalReasons.Sentences.ContainsKey(code), code));
    }
}
