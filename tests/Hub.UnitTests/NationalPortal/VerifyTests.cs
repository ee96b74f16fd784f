using Hub.Core.Dossiers;
using Hub.Core.Envelopes;
using Hub.NationalPortal.Settings;
using Hub.NationalPortal.Sync;
using Hub.NationalPortal.Verification;
using Hub.NationalPortal.Wire;
using Hub.UnitTests.NationalPortal.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Hub.UnitTests.NationalPortal;

public sealed class VerifyTests
{
    private readonly FakeOutbox _outbox = new();

    [Fact]
    public async Task A_centre_and_a_portal_that_agree_are_reported_so()
    {
        var scene = await Told();

        var report = await Verify(scene);

        Assert.True(report.AllAgree);
        Assert.Equal((1, 1.0), (report.Compared, report.Coverage));
        Assert.Equal(0, scene.Dossiers.Saved[Scene.Code].Doubt);
        Assert.Equal(scene.Clock.GetUtcNow(), scene.Dossiers.Saved[Scene.Code].CheckedAt);
    }

    [Fact]
    public async Task A_dossier_that_the_portal_does_not_know_is_missing()
    {
        var scene = await Told();
        var lines = scene.Portal.LinesOf(Scene.Code).Count;
        scene.Portal.Dossiers.Clear();
        scene.Portal.Lines.Clear();

        var report = await Verify(scene, heal: true);

        Assert.Equal([Scene.Code], report.Missing);
        Assert.Equal(1, report.Healed);
        Assert.Equal((NationalPortalCodes.Resync, Scene.Code), (_outbox.Commands.Single().Type, _outbox.Commands.Single().Key));
        Assert.Equal("anna", _outbox.Audit.Single().Actor);
        Assert.Equal(PortalKnowledge.DoubtUnknown, scene.Dossiers.Saved[Scene.Code].Doubt);
        scene.State = scene.Dossiers.Saved[Scene.Code];
        await scene.Resync();
        Assert.Equal((lines, 0), (scene.Portal.LinesOf(Scene.Code).Count, scene.Portal.Doubled));
    }

    [Fact]
    public async Task Portal_with_more_lines_than_known_is_asked_before_the_next_send()
    {
        var scene = await Told();
        var lines = scene.Portal.LinesOf(Scene.Code);
        lines.Add(lines[0]);

        var report = await Verify(scene);

        Assert.True(report.AllAgree);
        Assert.True(PortalKnowledge.Read(scene.Dossiers.Saved[Scene.Code]).InDoubt);
    }

    [Fact]
    public async Task A_dossier_that_differs_is_stale_field_by_field()
    {
        var scene = await Told();
        scene.Portal.Dossiers[Scene.Code] = scene.Portal.Dossiers[Scene.Code] with { TrangThaiHoSo = "1", NgayHenTra = "20261124170000", KenhThucHien = "1" };
        scene.Portal.LinesOf(Scene.Code).Clear();

        var report = await Verify(scene);

        Assert.Equal(["KenhThucHien", "NgayHenTra", "TrangThaiHoSo", "CapNhatTienDoHoSoMC"], report.Stale.Single().Fields);
        Assert.Empty(_outbox.Commands);
    }

    [Fact]
    public async Task A_dossier_on_its_way_is_pending_and_not_different()
    {
        var scene = await Told();
        scene.Portal.Dossiers.Clear();
        scene.Dossiers.Checks[0] = scene.Dossiers.Checks[0] with { IsSettled = false };

        var report = await Verify(scene);

        Assert.True(report.AllAgree);
        Assert.Equal([Scene.Code], report.Pending);
        Assert.Equal((0, 0.0), (report.Compared, report.Coverage));
    }

    [Fact]
    public async Task What_could_not_be_asked_is_unknown_and_lowers_the_coverage()
    {
        var scene = await Told();
        scene.Portal.Refuse("TraCuuHoSo", new PortalReply.Http(503));

        var report = await Verify(scene);

        Assert.Equal([Scene.Code], report.Unknown);
        Assert.Equal(0.0, report.Coverage);
        Assert.False(report.AllAgree);
    }

    [Fact]
    public async Task A_portal_that_is_away_is_not_asked_for_ever()
    {
        var scene = new Scene(Fast());
        for (var i = 0; i < 30; i++)
        {
            Add(scene, $"H-{i:00}");
            scene.Portal.FailAt("TraCuuHoSo", i + 1, new PortalReply.Http(503));
        }

        var report = await Verify(scene);

        Assert.Equal(5, scene.Portal.Count("TraCuuHoSo"));
        Assert.Equal(30, report.Unknown.Count);
    }

    [Fact]
    public async Task Findings_of_the_pre_check_are_in_the_report()
    {
        var scene = await Told();
        await scene.Deliver(scene.PostStatus(10, "returned"));

        var report = await Verify(scene);

        Assert.Contains("finish-missing", report.Kpi.Single().Rules);
    }

    [Fact]
    public async Task The_command_keeps_to_the_rate()
    {
        var scene = new Scene(Fast() with { Verify = new VerifyOptions { RatePerSecond = 1 } });
        for (var i = 0; i < 3; i++)
        {
            Add(scene, $"H-{i}");
        }

        var run = Verify(scene);
        for (var asked = 1; asked < 3; asked++)
        {
            await Until(() => scene.Portal.Count("TraCuuHoSo") == asked && scene.Clock.Timers == 1);
            Assert.False(run.IsCompleted);
            scene.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(3, (await run).Compared);
    }

    [Fact]
    public async Task Background_check_takes_doubtful_dossiers_first_and_heals_when_told()
    {
        var scene = new Scene(Fast() with { Verify = new VerifyOptions { Batch = 2, RatePerSecond = 4, Heal = true } });
        for (var i = 0; i < 5; i++)
        {
            Add(scene, $"H-{i}");
        }

        scene.Dossiers.Saved["H-0"] = new PortalKnowledge { Exists = true }.ToState(PortalKnowledge.DoubtUnknown, null);

        var next = await Step(scene).RunOnceAsync(CancellationToken.None);

        Assert.Equal(2, _outbox.Commands.Count);
        Assert.Equal("H-0", _outbox.Commands[0].Key);
        Assert.Equal(scene.Clock.GetUtcNow().AddSeconds(0.5), next);
    }

    [Fact]
    public async Task Differences_that_stay_do_not_crowd_out_the_other_dossiers()
    {
        var scene = new Scene(Fast() with { Verify = new VerifyOptions { Batch = 2 } });
        for (var i = 0; i < 8; i++)
        {
            Add(scene, $"H-{i}");
        }

        var step = Step(scene);
        for (var run = 0; run < 10; run++)
        {
            await step.RunOnceAsync(CancellationToken.None);
            scene.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(8, scene.Dossiers.Saved.Count);
        Assert.Equal(8, scene.Portal.Count("TraCuuHoSo"));
    }

    [Fact]
    public async Task An_open_dossier_of_long_ago_is_doubted_slightly()
    {
        var scene = await Told(age: TimeSpan.FromDays(40));

        await Verify(scene);

        Assert.Equal(PortalKnowledge.DoubtSlight, scene.Dossiers.Saved[Scene.Code].Doubt);
    }

    [Fact]
    public async Task A_healed_dossier_agrees_again()
    {
        var scene = await Told();
        scene.Portal.Dossiers.Clear();
        scene.Portal.Lines.Clear();
        await Verify(scene);
        scene.State = scene.Dossiers.Saved[Scene.Code];

        await scene.Resync();

        scene.Dossiers.Saved[Scene.Code] = scene.State!;
        Assert.True((await Verify(scene)).AllAgree);
    }

    private static NationalPortalOptions Fast() => new() { Verify = new VerifyOptions { RatePerSecond = 1_000_000 } };

    private static async Task<Scene> Told(TimeSpan? age = null)
    {
        var scene = new Scene(Fast());
        await scene.Deliver(scene.PostReceived());
        scene.Dossiers.Checks.Add(new DossierCheck(Row(scene, Scene.Code, age ?? TimeSpan.FromDays(1)), scene.State, IsSettled: true));
        return scene;
    }

    // A dossier the centre has and the portal does not.
    private static void Add(Scene scene, string code)
    {
        scene.Dossiers.Add(code, new DossierEvent(1, "e", Hub.Core.Events.EventTypes.DossierReceived, Scene.Start, System.Text.Encoding.UTF8.GetBytes(Scene.ReceivedJson)));
        scene.Dossiers.Checks.Add(new DossierCheck(Row(scene, code, TimeSpan.FromDays(1)), null, IsSettled: true));
    }

    private static DossierRow Row(Scene scene, string code, TimeSpan age) =>
        new(code, "1.000656", scene.Clock.GetUtcNow() - age, scene.Clock.GetUtcNow(), "received", null, IsClosed: false);

    private static async Task Until(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!isSo() && !patience.IsCancellationRequested)
        {
            await Task.Yield();
        }

        Assert.True(isSo());
    }

    private Task<PortalVerifyReport> Verify(Scene scene, bool heal = false) =>
        new PortalVerifier(scene.Link, scene.Dossiers, new PortalInspector(scene.Link, scene.Dossiers, scene.Catalogue), Healer(scene), NullLogger<PortalVerifier>.Instance)
            .RunAsync(null, null, heal, "anna", "operator", null, CancellationToken.None);

    private VerifyStep Step(Scene scene) =>
        new(scene.Link, scene.Dossiers, new PortalInspector(scene.Link, scene.Dossiers, scene.Catalogue), Healer(scene), NullLogger<VerifyStep>.Instance);

    private PortalHealer Healer(Scene scene) => new(_outbox, new EnvelopeIds(scene.Clock, new Random(1)), scene.Clock);
}
