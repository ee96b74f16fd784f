using Hub.Core.Dossiers;
using Hub.Core.Outbox;
using Hub.NationalPortal.Dossiers;
using Hub.NationalPortal.Dossiers.Data;
using Hub.NationalPortal.Kpi;
using Hub.NationalPortal.Settings;
using Hub.UnitTests.NationalPortal.Fakes;
using Xunit;

namespace Hub.UnitTests.NationalPortal;

public sealed class KpiTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 21, 9, 0, 0, TimeSpan.FromHours(7));

    private static readonly DossierSnapshot Good = new()
    {
        Code = "H",
        Status = DossierStatus.Returned,
        Channel = "online",
        ReceivedAt = Day,
        AppointmentAt = Day.AddDays(2),
        FinishedAt = Day.AddDays(1),
        ReturnedAt = Day.AddDays(1),
        OnlinePayment = "national",
        Fees = [new Fee { Amount = 8000 }],
        Papers = [new Paper { Id = "f", ComponentCode = "C", Url = "https://mc.demo.vn/f", Digitised = true }],
        ResultPapers = [new ResultPaper { Id = "k", ResultCode = "KQ", Url = "https://mc.demo.vn/k" }],
    };

    public static TheoryData<string, DossierSnapshot> Bad => new()
    {
        { KpiRules.AppointmentMissing, Good with { AppointmentAt = null } },
        { KpiRules.ChannelMissing, Good with { Channel = null } },
        { KpiRules.FinishMissing, Good with { FinishedAt = null } },
        { KpiRules.Overdue, Good with { FinishedAt = Day.AddDays(3) } },
        { KpiRules.SupplementRepeated, Good with { Supplements = [new DossierSupplement("1", new SupplementRequest()), new DossierSupplement("2", new SupplementRequest())] } },
        { KpiRules.ResultFileMissing, Good with { ResultPapers = [new ResultPaper { Id = "k", ResultCode = "KQ" }] } },
        { KpiRules.NotDigitised, Good with { Papers = [] } },
        { KpiRules.PaymentNotOnline, Good with { OnlinePayment = "direct" } },
    };

    [Fact]
    public void A_dossier_in_order_has_no_findings() => Assert.Empty(KpiLint.Check(Good));

    [Theory]
    [MemberData(nameof(Bad))]
    public void Each_rule_finds_its_own_fault_and_says_it_in_two_languages(string rule, DossierSnapshot dossier)
    {
        var finding = Assert.Single(KpiLint.Check(dossier));

        Assert.Equal(rule, finding.Rule);
        Assert.NotEmpty(finding.Text.Vi);
        Assert.NotEmpty(finding.Text.En);
    }

    [Fact]
    public void Fees_of_nothing_need_no_payment() => Assert.Empty(KpiLint.Check(Good with { OnlinePayment = "none", Fees = [new Fee { Amount = 0 }] }));

    [Fact]
    public async Task Findings_are_kept_and_stop_nothing()
    {
        var scene = new Scene();

        await scene.Deliver(scene.Post("vn.onestop.dossier.received.v1", 0, Scene.ReceivedJson.Replace("\"channel\":\"online\",", "", StringComparison.Ordinal)));

        Assert.Equal([KpiRules.ChannelMissing], scene.Known.Kpi);
        Assert.Single(scene.Portal.Writes);
    }

    [Fact]
    public async Task A_rule_that_the_centre_makes_binding_holds_the_dossier()
    {
        var scene = new Scene(new NationalPortalOptions { Kpi = new KpiOptions { Block = { KpiRules.ChannelMissing } } });

        var handled = await scene.Deliver(scene.Post("vn.onestop.dossier.received.v1", 0, Scene.ReceivedJson.Replace("\"channel\":\"online\",", "", StringComparison.Ordinal)));

        Assert.Equal("kpi-channel-missing", Assert.IsType<Outcome.Reject>(handled.Outcome).Code);
        Assert.Empty(scene.Portal.Writes);
        Assert.Equal([KpiRules.ChannelMissing], scene.Known.Kpi);
    }
}
