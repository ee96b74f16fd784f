using System.Globalization;
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
    public void Time_in_which_papers_were_awaited_is_not_the_centres()
    {
        var late = Good with { FinishedAt = Day.AddDays(5), Pauses = [new SupplementPause(Day.AddDays(1), Day.AddDays(4))] };

        Assert.Empty(KpiLint.Check(late));
        Assert.Equal(KpiRules.Overdue, Assert.Single(KpiLint.Check(late with { FinishedAt = Day.AddDays(5).AddSeconds(1) })).Rule);
    }

    [Fact]
    public void Overlapping_pauses_count_once_and_none_beyond_the_end()
    {
        var pauses = new SupplementPause[] { new(Day.AddDays(1), Day.AddDays(3)), new(Day.AddDays(2), Day.AddDays(3)), new(Day.AddDays(4), null) };

        Assert.Empty(KpiLint.Check(Good with { FinishedAt = Day.AddDays(4), Pauses = pauses }));
        Assert.Empty(KpiLint.Check(Good with { FinishedAt = Day.AddDays(40), Pauses = pauses }));
        Assert.Single(KpiLint.Check(Good with { FinishedAt = Day.AddDays(4), Pauses = pauses[1..] }));
    }

    [Fact]
    public void Without_a_finish_the_hand_over_is_the_end()
    {
        var late = Good with { FinishedAt = null, ReturnedAt = Day.AddDays(3) };

        Assert.Equal([KpiRules.FinishMissing, KpiRules.Overdue], KpiLint.Check(late).Select(finding => finding.Rule));
    }

    [Fact]
    public void What_the_applicant_took_back_is_not_late() =>
        Assert.DoesNotContain(KpiLint.Check(Good with { Status = DossierStatus.Withdrawn, FinishedAt = Day.AddDays(9) }), finding => finding.Rule == KpiRules.Overdue);

    [Theory]
    [InlineData("""{"status":"processing","supplementReceived":{"id":"bs-1","receivedAt":"2026-11-24T10:00:00+07:00"}}""", 5, "2026-11-24T10:00:00+07:00")]
    [InlineData("""{"status":"processing"}""", 4, "2026-11-25T09:15:30+07:00")]
    [InlineData("""{"status":"processing","supplementReceived":{"id":"bs-1","receivedAt":"2026-12-24T10:00:00+07:00"}}""", 4, "2026-11-25T09:15:30+07:00")]
    public async Task A_pause_lasts_from_the_request_until_the_papers_came(string json, int days, string until)
    {
        var scene = new Scene();
        scene.PostReceived();
        scene.PostStatus(60, "supplement-required");
        scene.Post("vn.onestop.dossier.status-changed.v1", days * 24 * 60, json);

        var history = DossierFold.Of(Scene.Code, await scene.Dossiers.EventsAsync("", Scene.Code, CancellationToken.None), scene.Link.Rules);

        var pause = Assert.Single(history.Latest!.After.Pauses);
        Assert.Equal((Day.AddHours(1), DateTimeOffset.Parse(until, CultureInfo.InvariantCulture)), (pause.From, pause.Until));
    }

    [Fact]
    public async Task A_dossier_that_waited_for_papers_is_on_time_from_event_to_finding()
    {
        var scene = new Scene();
        await scene.Deliver(scene.PostReceived());
        await scene.Deliver(scene.PostStatus(60, "supplement-required"));
        await scene.Deliver(scene.Post("vn.onestop.dossier.status-changed.v1", 6 * 24 * 60, """{"status":"processing","supplementReceived":{"id":"bs-1","receivedAt":"2026-11-27T09:00:00+07:00"}}"""));
        await scene.Deliver(scene.Post("vn.onestop.dossier.status-changed.v1", 7 * 24 * 60, Scene.CompletedJson.Replace("2026-11-22T15", "2026-11-28T15", StringComparison.Ordinal)));

        Assert.DoesNotContain(KpiRules.Overdue, scene.Known.Kpi);
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
