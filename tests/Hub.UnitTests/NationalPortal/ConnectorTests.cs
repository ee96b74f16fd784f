using Hub.Core.Events;
using Hub.NationalPortal.Settings;
using Hub.NationalPortal.Wire;
using Hub.UnitTests.NationalPortal.Fakes;
using Xunit;

namespace Hub.UnitTests.NationalPortal;

public sealed class ConnectorTests
{
    private const string Sync = "DongBoHoSoMC";
    private const string Progress = "CapNhatTienDoHoSoMC";
    private const string LookUp = "TraCuuHoSo";

    private readonly Scene _scene = new();

    private FakePortal Portal => _scene.Portal;

    [Fact]
    public async Task A_new_dossier_is_created_with_its_first_line()
    {
        var done = (await _scene.Deliver(_scene.PostReceived())).Done();

        Assert.Equal("trạng thái 2, 1 dòng tiến độ / status 2, 1 lines", done);
        Assert.False(Portal.Writes.Single().IsUpdating);
        Assert.Equal("Được tiếp nhận", Portal.LinesOf(Scene.Code).Single().NoiDungXuLy);
        Assert.Equal(["login", Sync, Progress], Portal.Calls);
    }

    [Fact]
    public async Task A_known_dossier_is_updated()
    {
        await _scene.Deliver(_scene.PostReceived());

        await _scene.Deliver(_scene.PostStatus(10, "processing"));

        Assert.Equal([false, true], Portal.Writes.Select(write => write.IsUpdating));
        Assert.Equal(["2", "4"], Portal.Statuses);
        Assert.Equal(2, Portal.LinesOf(Scene.Code).Count);
    }

    [Fact]
    public async Task The_same_event_delivered_again_asks_nothing_of_the_portal()
    {
        var e = _scene.PostReceived();
        await _scene.Deliver(e);
        Portal.Calls.Clear();

        var done = (await _scene.Deliver(e)).Done();

        Assert.Equal("Cổng đã có / portal already has it", done);
        Assert.Empty(Portal.Calls);
    }

    [Fact]
    public async Task A_progress_note_sends_its_line_alone()
    {
        await _scene.Deliver(_scene.PostReceived());
        Portal.Calls.Clear();

        await _scene.Deliver(_scene.PostNote(5, "Chuyển thụ lý"));

        Assert.Equal([Progress], Portal.Calls);
        Assert.Equal("2", Portal.LinesOf(Scene.Code)[^1].TrangThai);
    }

    [Fact]
    public async Task A_superseded_status_is_coalesced_into_a_later_one_with_its_line()
    {
        var received = _scene.PostReceived();
        var processing = _scene.PostStatus(10, "processing");
        var completed = _scene.PostStatus(20, "completed");

        Assert.Equal($"gộp vào sự kiện sau [{processing.Id}] / goes with a later event [{processing.Id}]", (await _scene.Deliver(received)).Done());
        Assert.Equal($"gộp vào sự kiện sau [{completed.Id}] / goes with a later event [{completed.Id}]", (await _scene.Deliver(processing)).Done());
        await _scene.Deliver(completed);

        Assert.Equal(["9"], Portal.Statuses);
        Assert.Equal(["2", "4", "9"], Portal.LinesOf(Scene.Code).Select(line => line.TrangThai));
    }

    [Theory]
    [InlineData("supplement-required", "processing", "5")]
    [InlineData("payment-required", "processing", "6")]
    [InlineData("completed", "returned", "9")]
    public async Task A_status_that_the_portal_would_miss_is_always_sent(string name, string later, string number)
    {
        var received = _scene.PostReceived();
        var told = _scene.PostStatus(10, name);
        _scene.PostStatus(20, later);
        await _scene.Deliver(received);

        await _scene.Deliver(told);

        Assert.Contains(number, Portal.Statuses);
    }

    [Fact]
    public async Task Late_event_brings_data_and_line_but_never_moves_the_portal_back()
    {
        await _scene.Deliver(_scene.PostReceived());
        await _scene.Deliver(_scene.PostStatus(30, "completed"));

        await _scene.Deliver(_scene.PostStatus(10, "supplement-required"));

        Assert.Equal(["2", "9", "9"], Portal.Statuses);
        Assert.Equal("bs-1", Portal.Dossiers[Scene.Code].DanhSachHoSoBoSung.Single().HoSoBoSungId);
        Assert.Contains(Portal.LinesOf(Scene.Code), line => line.TrangThai == "5");
        Assert.Equal(0, Portal.BackwardMoves);
    }

    [Fact]
    public async Task A_late_event_without_data_sends_its_line_alone()
    {
        await _scene.Deliver(_scene.PostReceived());
        await _scene.Deliver(_scene.PostStatus(30, "completed"));
        Portal.Calls.Clear();

        await _scene.Deliver(_scene.PostStatus(10, "processing"));

        Assert.Equal([Progress], Portal.Calls);
    }

    [Fact]
    public async Task What_arrived_behind_its_time_but_is_stored_is_told_in_its_place()
    {
        await _scene.Deliver(_scene.PostReceived());
        var completed = _scene.PostStatus(30, "completed");
        var late = _scene.PostStatus(10, "supplement-required");

        await _scene.Deliver(completed);
        Portal.Calls.Clear();
        var done = (await _scene.Deliver(late)).Done();

        Assert.Equal(["2", "5", "9"], Portal.Statuses);
        Assert.Equal("Cổng đã có / portal already has it", done);
        Assert.Empty(Portal.Calls);
    }

    [Fact]
    public async Task A_corrected_reception_updates_data_and_keeps_the_status()
    {
        await _scene.Deliver(_scene.PostReceived());
        await _scene.Deliver(_scene.PostStatus(10, "processing"));

        await _scene.Deliver(_scene.Post(EventTypes.DossierReceived, 20, Scene.ReceivedJson.Replace("0900000001", "0900000002", StringComparison.Ordinal)));

        Assert.Equal("4", Portal.Dossiers[Scene.Code].TrangThaiHoSo);
        Assert.Equal("0900000002", Portal.Dossiers[Scene.Code].SoDienThoai);
        Assert.Equal(2, Portal.LinesOf(Scene.Code).Count);
    }

    [Fact]
    public async Task A_result_issued_later_reaches_the_portal_without_a_line()
    {
        await _scene.Deliver(_scene.PostReceived());

        await _scene.Deliver(_scene.Post(EventTypes.DossierResultIssued, 5, """{"papers":[{"id":"kq-9","name":"Trích lục","resultCode":"KQ.G15.000001"}],"issuedAt":"2026-11-21T10:00:00+07:00"}"""));

        Assert.Equal("kq-9", Portal.Dossiers[Scene.Code].DanhSachGiayToKetQua.Single().GiayToId);
        Assert.Single(Portal.LinesOf(Scene.Code));
    }

    [Fact]
    public async Task A_status_before_the_reception_waits_and_then_goes_to_a_person()
    {
        var e = _scene.PostStatus(10, "refused");
        var delivery = _scene.Delivery(e);

        Assert.Equal(_scene.Clock.GetUtcNow().AddMinutes(1), (await _scene.Deliver(e)).Defer().Until);
        _scene.Clock.Advance(TimeSpan.FromHours(25));
        var handled = await _scene.Connector.HandleAsync(delivery, CancellationToken.None);

        Assert.Equal("dossier-unknown", handled.Reject().Code);
        Assert.Empty(Portal.Calls);
    }

    [Fact]
    public async Task A_status_that_waited_for_the_reception_flows_when_it_comes()
    {
        var refused = _scene.PostStatus(-10, "registered");
        (await _scene.Deliver(refused)).Defer();
        var received = _scene.PostReceived();

        Assert.Equal($"gộp vào sự kiện sau [{received.Id}] / goes with a later event [{received.Id}]", (await _scene.Deliver(refused)).Done());
        await _scene.Deliver(received);

        Assert.Equal(["2"], Portal.Statuses);
        Assert.Equal(["1", "2"], Portal.LinesOf(Scene.Code).Select(line => line.TrangThai));
    }

    [Fact]
    public async Task Unmapped_status_is_held_until_the_status_map_knows_it()
    {
        await _scene.Deliver(_scene.PostReceived());
        var reject = (await _scene.Deliver(_scene.PostStatus(10, "chuyen-thue"))).Reject();

        var mended = new Scene(new NationalPortalOptions { StatusMap = { ["chuyen-thue"] = 4 } });
        await mended.Deliver(mended.PostReceived());
        await mended.Deliver(mended.PostStatus(10, "chuyen-thue"));

        Assert.Equal("status-unmapped", reject.Code);
        Assert.Contains("bảng ánh xạ", reject.Reason, StringComparison.Ordinal);
        Assert.Contains("status map", reject.Reason, StringComparison.Ordinal);
        Assert.Equal("4", mended.Portal.Dossiers[Scene.Code].TrangThaiHoSo);
    }

    [Theory]
    [InlineData("interoperating")]
    [InlineData("posting")]
    [InlineData("6")]
    [InlineData("11")]
    public async Task A_code_of_unclear_meaning_is_not_guessed(string code)
    {
        await _scene.Deliver(_scene.PostReceived());

        Assert.Equal("status-unmapped", (await _scene.Deliver(_scene.PostStatus(10, code))).Reject().Code);
    }

    [Fact]
    public async Task A_move_out_of_an_ended_dossier_is_held_for_a_person()
    {
        await _scene.Deliver(_scene.PostReceived());
        await _scene.Deliver(_scene.PostStatus(10, "withdrawn"));

        var reject = (await _scene.Deliver(_scene.PostStatus(20, "processing"))).Reject();

        Assert.Equal("status-move-refused", reject.Code);
        Assert.Equal("7", Portal.Dossiers[Scene.Code].TrangThaiHoSo);
    }

    [Fact]
    public async Task A_centre_may_allow_the_hand_back_of_papers()
    {
        var scene = new Scene(new NationalPortalOptions { ExtraMoves = { "withdrawn>returned" } });
        await scene.Deliver(scene.PostReceived());
        await scene.Deliver(scene.PostStatus(10, "withdrawn"));

        await scene.Deliver(scene.PostStatus(20, "returned"));

        Assert.Equal("10", scene.Portal.Dossiers[Scene.Code].TrangThaiHoSo);
    }

    [Fact]
    public async Task An_event_that_a_person_gave_up_is_told_to_nobody()
    {
        await _scene.Deliver(_scene.PostReceived());
        Portal.Calls.Clear();

        var done = (await _scene.Deliver(_scene.Post(EventTypes.DossierStatusChanged, 5, Scene.Status("refused"), isGivenUp: true))).Done();
        await _scene.Deliver(_scene.PostStatus(10, "processing"));

        Assert.Equal("cán bộ đã bỏ sự kiện này / given up by a person", done);
        Assert.Equal(["2", "4"], Portal.Statuses);
        Assert.DoesNotContain(Portal.LinesOf(Scene.Code), line => line.TrangThai == "3");
    }

    [Fact]
    public async Task Missing_data_is_held_with_its_pointer()
    {
        var reject = (await _scene.Deliver(_scene.Post(EventTypes.DossierReceived, 0, """{"procedure":{},"receivedAt":"2026-11-21T09:15:30+07:00","applicant":{"kind":"ghost","name":"Nguyễn Văn Demo"}}"""))).Reject();

        Assert.Equal("data-missing", reject.Code);
        Assert.Contains("/procedure/code, /applicant/kind", reject.Reason, StringComparison.Ordinal);
        Assert.Empty(Portal.Calls);
    }

    [Fact]
    public async Task A_local_status_for_a_supplement_needs_its_request()
    {
        await _scene.Deliver(_scene.PostReceived());

        var reject = (await _scene.Deliver(_scene.PostStatus(10, "waiting"))).Reject();

        Assert.Equal("data-missing", reject.Code);
        Assert.Contains("/supplement", reject.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_that_cannot_be_read_goes_to_a_person()
    {
        Assert.Equal("schema-invalid", (await _scene.Deliver(_scene.Post(EventTypes.DossierReceived, 0, """{"receivedAt":"gestern"}"""))).Reject().Code);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("3")]
    [InlineData("-3")]
    public async Task A_create_that_meets_an_existing_dossier_compares_and_then_updates(string code)
    {
        Portal.ExistsAnswer = new PortalReply.Business(code, "Hồ sơ đã tồn tại", PortalRefusal.Exists);
        Portal.Dossiers[Scene.Code] = new PortalDossierItem { MaHoSo = Scene.Code, MaTTHC = "1.000656", ChuHoSo = "Nguyễn Văn Demo", TrangThaiHoSo = "1" };

        await _scene.Deliver(_scene.PostReceived());

        Assert.Equal(["login", Sync, LookUp, Sync, Progress], Portal.Calls);
        Assert.True(Portal.Writes.Single().IsUpdating);
        Assert.Equal("2", Portal.Dossiers[Scene.Code].TrangThaiHoSo);
    }

    [Fact]
    public async Task A_create_that_meets_an_equal_dossier_is_done_without_an_update()
    {
        var e = _scene.PostReceived();
        await _scene.Deliver(e);
        _scene.State = null;
        Portal.Calls.Clear();

        var done = (await _scene.Deliver(e)).Done();

        Assert.Contains("already held", done, StringComparison.Ordinal);
        Assert.Equal([Sync, LookUp], Portal.Calls);
        Assert.Single(Portal.LinesOf(Scene.Code));
    }

    [Fact]
    public async Task A_portal_that_lost_the_dossier_gets_it_again_with_all_its_lines()
    {
        await _scene.Deliver(_scene.PostReceived());
        Portal.Dossiers.Clear();
        Portal.Lines.Clear();

        var done = (await _scene.Deliver(_scene.PostStatus(10, "processing"))).Done();

        Assert.Contains("portal had lost it", done, StringComparison.Ordinal);
        Assert.Equal(2, Portal.LinesOf(Scene.Code).Count);
    }

    [Fact]
    public async Task Progress_goes_out_in_tens_in_the_order_of_event_time()
    {
        _scene.PostReceived();
        for (var i = 24; i > 0; i--)
        {
            _scene.PostNote(i, $"Bước {i}");
        }

        await _scene.Deliver(_scene.PostStatus(60, "processing"));

        Assert.Equal(3, Portal.Count(Progress));
        var times = Portal.LinesOf(Scene.Code).Select(line => line.ThoiDiemXuLy).ToList();
        Assert.Equal(26, times.Count);
        Assert.Equal(times.Order(StringComparer.Ordinal), times);
    }

    [Fact]
    public async Task Lines_acknowledged_before_a_failure_are_not_sent_again()
    {
        _scene.PostReceived();
        for (var i = 1; i < 15; i++)
        {
            _scene.PostNote(i, $"Bước {i}");
        }

        var last = _scene.PostStatus(60, "processing");
        Portal.FailAt(Progress, 2, new PortalReply.Transport(false, "not connected"));

        var retry = (await _scene.Deliver(last)).Retry();
        var told = _scene.Known.Lines.Count;
        await _scene.Deliver(last, attempts: 1);

        Assert.True(retry.PartnerDown);
        Assert.Equal(10, told);
        Assert.Equal(16, Portal.LinesOf(Scene.Code).Count);
        Assert.Single(Portal.Writes);
    }
}
