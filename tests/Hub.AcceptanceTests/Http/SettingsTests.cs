using Hub.Functions;
using Hub.Functions.Settings;
using Xunit;

namespace Hub.AcceptanceTests.Http;

public sealed class SettingsTests
{
    [Fact]
    public void Nothing_set_means_the_defaults() => Assert.Equal((1000, "data"), (Read().Intake.MaxBatch, Read().Data));

    [Fact]
    public void The_command_line_wins_over_the_environment()
    {
        var settings = Read(["--Intake:MaxBatch=7", "--data", "d"], ("HUB__Intake__MaxBatch", "5"), ("hub__intake__maxdepth", "9"), ("OTHER", "x"));

        Assert.Equal((7, 9, "d"), (settings.Intake.MaxBatch, settings.Intake.MaxDepth, settings.Data));
    }

    [Fact]
    public void A_configured_list_replaces_its_default()
    {
        var settings = Read([], ("HUB__Lanes__national-portal__Ladder__0", "00:00:01"), ("HUB__Lanes__case-system__Ladder", "00:00:02,00:00:03"));

        Assert.Equal([TimeSpan.FromSeconds(1)], settings.Lanes["national-portal"].Ladder);
        Assert.Equal(2, settings.Lanes["case-system"].Ladder.Count);
    }

    [Theory]
    [InlineData("HUB__Intake__MaxBatch", "many", "Intake:MaxBatch", "“many”")]
    [InlineData("HUB__Intake__MaxBatch", "0", "Intake:MaxBatch", "1")]
    [InlineData("HUB__Intake__MaxBach", "5", "Intake:MaxBach", "Intake:MaxBatch")]
    [InlineData("HUB__Inteke__MaxBatch", "5", "Inteke", "Intake")]
    [InlineData("HUB__Lanes__national-portl__Concurrency", "5", "Lanes:national-portl", "Lanes:national-portal")]
    [InlineData("HUB__Lanes__national-portal__Lease", "90", "Lanes:national-portal:Lease", "00:05:00")]
    [InlineData("HUB__Urls", "localhost", "Urls", "http://127.0.0.1:5080")]
    [InlineData("HUB__Auth__Oidc__RequireHttps", "false", "Auth:Oidc:Authority", "")]
    [InlineData("HUB__Auth__RoleMap__X", "king", "Auth:RoleMap:X", "admin")]
    [InlineData("HUB__Intake__DossierCodes", "1", "Intake:DossierCodes", "Published")]
    [InlineData("HUB__WorkingDays", "/nowhere/days.json", "WorkingDays", "/nowhere/days.json")]
    [InlineData("HUB__CaseSystem__AllowedNetworks__0", "10.0.0.1/33", "CaseSystem:AllowedNetworks", "CIDR")]
    public void A_wrong_setting_names_itself_its_problem_and_its_mend(string variable, string value, string key, string mend)
    {
        var wrong = Assert.Throws<SettingsException>(() => Read([], (variable, value)));

        var fault = Assert.Single(wrong.Faults);
        Assert.Equal((key, $"HUB__{key.Replace(":", "__", StringComparison.Ordinal)}"), (fault.Key, fault.Variable));
        Assert.Contains(mend, fault.Text.En, StringComparison.Ordinal);
        Assert.Contains(mend, fault.Text.Vi, StringComparison.Ordinal);
        Assert.Contains(fault.Variable, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_portal_address_asks_for_what_belongs_to_it()
    {
        var wrong = Assert.Throws<SettingsException>(() => Read([], ("HUB__NationalPortal__BaseAddress", "http://127.0.0.1:1/portal")));

        Assert.Contains(wrong.Faults, f => f.Key == "NationalPortal:BaseAddress");
    }

    [Fact]
    public void All_wrong_settings_are_told_at_once() =>
        Assert.Equal(2, Assert.Throws<SettingsException>(() => Read(["--Intake:MaxBatch=x", "--Nonsense=1"])).Faults.Count);

    [Fact]
    public void A_secret_is_never_shown()
    {
        var wrong = Assert.Throws<SettingsException>(() => Read(
            [], ("HUB__Auth__SigningKeys__0__SecretBase64", "c2hvcnQ="), ("HUB__NationalPortal__BaseAddress", "ftp://user:secretword@x"), ("HUB__NationalPortal__Password", "secretword")));

        Assert.DoesNotContain("c2hvcnQ=", wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secretword", wrong.Message, StringComparison.Ordinal);
    }

    private static HubSettings Read() => Read([]);

    private static HubSettings Read(string[] args, params (string Name, string Value)[] environment) =>
        SettingsReader.Read(Shipped.Wings, args, environment.ToDictionary(e => e.Name, e => e.Value), []);
}
