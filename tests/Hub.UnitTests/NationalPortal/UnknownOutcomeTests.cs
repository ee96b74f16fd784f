using Hub.Core.Envelopes;
using Hub.NationalPortal.Sync;
using Hub.NationalPortal.Wire;
using Hub.UnitTests.NationalPortal.Fakes;
using Xunit;

namespace Hub.UnitTests.NationalPortal;

public sealed class UnknownOutcomeTests
{
    private const string Sync = "DongBoHoSoMC";
    private const string Progress = "CapNhatTienDoHoSoMC";
    private const string LookUp = "TraCuuHoSo";

    private static readonly PortalReply Silence = new PortalReply.Transport(true, "no answer in time");

    private readonly Scene _scene = new();

    private FakePortal Portal => _scene.Portal;

    [Fact]
    public async Task A_portal_that_keeps_marks_decomposed_shows_our_line_and_our_dossier()
    {
        var scene = new Scene();
        var received = scene.PostReceived();
        scene.Portal.ApplyThen("CapNhatTienDoHoSoMC", new PortalReply.Transport(true, "no answer in time"));
        await scene.Deliver(received);
        var line = scene.Portal.LinesOf(Scene.Code)[0];
        scene.Portal.LinesOf(Scene.Code)[0] = line with { NoiDungXuLy = line.NoiDungXuLy.Replace("ế", "e\u0302\u0301", StringComparison.Ordinal), NguoiXuLy = line.NguoiXuLy.Replace("ầ", "a\u0302\u0300", StringComparison.Ordinal) };
        scene.Portal.Dossiers[Scene.Code] = scene.Portal.Dossiers[Scene.Code] with { ChuHoSo = "Nguye\u0302\u0303n Va\u0306n Demo" };

        await scene.Deliver(received, doubtful: true, attempts: 1);

        Assert.Single(scene.Portal.LinesOf(Scene.Code));
        Assert.Single(scene.Portal.Writes);
    }

    [Fact]
    public async Task A_look_up_that_wrongly_shows_nothing_doubles_no_line()
    {
        var scene = new Scene();
        await scene.Deliver(scene.PostReceived());
        scene.Portal.LookUpJson = "[]";

        await scene.Deliver(scene.PostStatus(10, "processing"), doubtful: true, attempts: 1);

        Assert.Equal(["2", "4"], scene.Portal.LinesOf(Scene.Code).Select(line => line.TrangThai));
        Assert.Equal("4", scene.Portal.Dossiers[Scene.Code].TrangThaiHoSo);
    }

    [Fact]
    public async Task A_lost_answer_is_doubtful_and_the_partners_fault()
    {
        Portal.ApplyThen(Sync, Silence);

        var retry = (await _scene.Deliver(_scene.PostReceived())).Retry();

        Assert.True(retry is { Doubtful: true, PartnerDown: true });
        Assert.Equal(PortalKnowledge.DoubtUnknown, _scene.State!.Doubt);
    }

    [Fact]
    public async Task After_a_lost_answer_the_portal_is_asked_before_anything_is_sent()
    {
        var e = _scene.PostReceived();
        Portal.ApplyThen(Sync, Silence);
        await _scene.Deliver(e);
        Portal.Calls.Clear();

        var done = (await _scene.Deliver(e, doubtful: true, attempts: 1)).Done();

        Assert.Equal([LookUp, Progress], Portal.Calls);
        Assert.Contains("already held", done, StringComparison.Ordinal);
        Assert.Single(Portal.Writes);
        Assert.Equal(0, _scene.State!.Doubt);
        Assert.Equal(_scene.Clock.GetUtcNow(), _scene.State.CheckedAt);
    }

    [Fact]
    public async Task After_a_restore_a_line_that_the_portal_has_is_not_sent_again()
    {
        await _scene.Deliver(_scene.PostReceived());
        var backedUp = _scene.State!;
        var note = _scene.PostNote(5, "Chuyển phòng chuyên môn");
        await _scene.Deliver(note);
        _scene.State = backedUp with { Doubt = PartnerState.MustAsk, CheckedAt = null };
        Portal.Calls.Clear();

        var done = (await _scene.Deliver(note)).Done();

        Assert.Equal([LookUp], Portal.Calls);
        Assert.Contains("already", done, StringComparison.Ordinal);
        Assert.Equal(0, _scene.State!.Doubt);
    }

    [Fact]
    public async Task A_dossier_that_did_not_arrive_is_sent_after_the_question()
    {
        var e = _scene.PostReceived();
        Portal.Refuse(Sync, Silence);
        await _scene.Deliver(e);
        Portal.Calls.Clear();

        await _scene.Deliver(e, doubtful: true, attempts: 1);

        Assert.Equal([LookUp, Sync, Progress], Portal.Calls);
        Assert.False(Portal.Writes.Single().IsUpdating);
    }

    [Fact]
    public async Task A_lost_update_is_recognised_even_where_the_look_up_leaves_lists_out()
    {
        Portal.ListsArrays = false;
        await _scene.Deliver(_scene.PostReceived());
        var e = _scene.PostStatus(10, "completed");
        Portal.ApplyThen(Sync, Silence);
        await _scene.Deliver(e);
        Portal.Calls.Clear();

        await _scene.Deliver(e, doubtful: true, attempts: 1);

        Assert.Equal([LookUp, Progress], Portal.Calls);
    }

    [Fact]
    public async Task Where_only_an_unlisted_list_changed_the_harmless_update_is_sent_again()
    {
        Portal.ListsArrays = false;
        await _scene.Deliver(_scene.PostReceived());
        var e = _scene.Post(Hub.Core.Events.EventTypes.DossierResultIssued, 5, """{"papers":[{"id":"kq-9","name":"Trích lục"}]}""");
        Portal.Refuse(Sync, Silence);
        await _scene.Deliver(e);

        await _scene.Deliver(e, doubtful: true, attempts: 1);

        Assert.Single(Portal.Dossiers[Scene.Code].DanhSachGiayToKetQua);
    }

    [Fact]
    public async Task Lines_that_the_look_up_lists_are_not_sent_twice()
    {
        var e = _scene.PostReceived();
        Portal.ApplyThen(Progress, Silence);
        await _scene.Deliver(e);

        var done = (await _scene.Deliver(e, doubtful: true, attempts: 1)).Done();

        Assert.Single(Portal.LinesOf(Scene.Code));
        Assert.DoesNotContain("duplicate", done, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_real_lines_that_read_the_same_stay_two()
    {
        await _scene.Deliver(_scene.PostReceived());
        _scene.PostNote(5, "Thẩm định");
        var second = _scene.PostNote(5, "Thẩm định");
        Portal.Refuse(Progress, Silence);
        await _scene.Deliver(second);

        await _scene.Deliver(second, doubtful: true, attempts: 1);

        Assert.Equal(2, Portal.LinesOf(Scene.Code).Count(line => line.NoiDungXuLy == "Thẩm định"));
    }

    [Fact]
    public async Task Repeated_line_that_no_look_up_shows_is_a_possible_duplicate()
    {
        Portal.ListsProgress = false;
        var e = _scene.PostReceived();
        Portal.ApplyThen(Progress, Silence);
        await _scene.Deliver(e);

        var done = (await _scene.Deliver(e, doubtful: true, attempts: 1)).Done();

        Assert.EndsWith("possible duplicate", done, StringComparison.Ordinal);
        Assert.Equal(PortalKnowledge.DoubtSlight, _scene.State!.Doubt);
        Assert.Equal(2, Portal.LinesOf(Scene.Code).Count);
    }

    [Fact]
    public async Task A_crash_without_any_memory_is_a_doubt_too()
    {
        var e = _scene.PostReceived();
        await _scene.Deliver(e);
        _scene.State = null;
        Portal.Calls.Clear();

        await _scene.Deliver(e, attempts: 1);

        Assert.Equal([LookUp], Portal.Calls);
        Assert.Single(Portal.LinesOf(Scene.Code));
    }

    [Fact]
    public async Task A_doubt_outlives_a_failed_question_and_a_deferral()
    {
        var e = _scene.PostReceived();
        Portal.ApplyThen(Sync, Silence);
        await _scene.Deliver(e);
        Portal.Refuse(LookUp, new PortalReply.Http(503));
        var retry = (await _scene.Deliver(e, doubtful: true, attempts: 1)).Retry();
        Portal.Calls.Clear();

        await _scene.Deliver(e, doubtful: false, attempts: 2);

        Assert.True(retry.Doubtful);
        Assert.Equal(LookUp, Portal.Calls[0]);
        Assert.Single(Portal.Writes);
    }

    [Fact]
    public async Task A_portal_ahead_without_a_reason_of_ours_goes_to_a_person()
    {
        var e = _scene.PostReceived();
        Portal.Dossiers[Scene.Code] = Item("9");

        var reject = (await _scene.Deliver(e, doubtful: true, attempts: 1)).Reject();

        Assert.Equal("portal-ahead", reject.Code);
        Assert.Equal("9", Portal.Dossiers[Scene.Code].TrangThaiHoSo);
        Assert.Equal(PortalKnowledge.DoubtUnknown, _scene.State!.Doubt);
    }

    [Fact]
    public async Task A_portal_ahead_by_a_later_event_of_ours_is_left_as_it_is()
    {
        var required = _scene.PostReceived();
        var supplement = _scene.PostStatus(10, "payment-required");
        _scene.PostStatus(20, "completed");
        await _scene.Deliver(required);
        Portal.Dossiers[Scene.Code] = Item("9");

        var done = (await _scene.Deliver(supplement, doubtful: true, attempts: 1)).Done();

        Assert.Contains("already past it", done, StringComparison.Ordinal);
        Assert.Equal("9", Portal.Dossiers[Scene.Code].TrangThaiHoSo);
    }

    [Fact]
    public async Task After_a_crash_an_earlier_status_is_not_sent_over_a_later_one()
    {
        await _scene.Deliver(_scene.PostReceived());
        var before = _scene.State;
        _scene.PostStatus(10, "supplement-required");
        var e = _scene.PostStatus(20, "processing");
        await _scene.Deliver(e);
        _scene.State = before;

        await _scene.Deliver(e, doubtful: true);

        Assert.Equal(["2", "5", "4"], Portal.Statuses);
        Assert.Equal(3, Portal.LinesOf(Scene.Code).Count);
    }

    [Fact]
    public async Task The_resync_command_sends_what_differs_and_nothing_else()
    {
        await _scene.Deliver(_scene.PostReceived());
        await _scene.Deliver(_scene.PostStatus(10, "processing"));
        Portal.Calls.Clear();

        Assert.Contains("already held", (await _scene.Resync()).Done(), StringComparison.Ordinal);
        Assert.Equal([LookUp], Portal.Calls);
        Portal.Dossiers[Scene.Code] = Portal.Dossiers[Scene.Code] with { TrangThaiHoSo = "2" };
        Portal.LinesOf(Scene.Code).RemoveAt(0);
        await _scene.Resync();

        Assert.Equal("4", Portal.Dossiers[Scene.Code].TrangThaiHoSo);
        Assert.Equal(2, Portal.LinesOf(Scene.Code).Count);
        Assert.Equal(PortalKnowledge.DoubtHealed, _scene.State!.Doubt);
    }

    [Fact]
    public async Task The_resync_command_restores_a_lost_dossier_with_its_lines()
    {
        await _scene.Deliver(_scene.PostReceived());
        await _scene.Deliver(_scene.PostStatus(10, "processing"));
        Portal.Dossiers.Clear();
        Portal.Lines.Clear();

        await _scene.Resync();

        Assert.Equal("4", Portal.Dossiers[Scene.Code].TrangThaiHoSo);
        Assert.Equal(2, Portal.LinesOf(Scene.Code).Count);
    }

    private static PortalDossierItem Item(string status) => new() { MaHoSo = Scene.Code, MaTTHC = "1.000656", ChuHoSo = "Nguyễn Văn Demo", TrangThaiHoSo = status };
}
