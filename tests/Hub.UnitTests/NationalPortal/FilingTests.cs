using Hub.Core.Outbox;
using Hub.NationalPortal.Settings;
using Hub.NationalPortal.Verification;
using Hub.NationalPortal.Wire;
using Hub.UnitTests.NationalPortal.Fakes;
using Xunit;

namespace Hub.UnitTests.NationalPortal;

/// <summary>A sales promotion that was filed on the portal: its status alone goes back.</summary>
public sealed class FilingTests
{
    private const string Tell = "DongBoTrangThaiHoSo";
    private const string Submitted = """{"kind":"addtthcKhuyenMai","refId":"H","dossierCode":"H","procedure":{"code":"2.000033"},"raw":{}}""";

    private readonly Scene _scene = new();

    public FilingTests() => _scene.Post(PortalEventTypes.DossierSubmittedOnline, -60, Submitted);

    private FakePortal Portal => _scene.Portal;

    [Fact]
    public async Task Its_status_goes_back_by_its_own_operation()
    {
        await _scene.Deliver(_scene.PostReceived());
        await _scene.Deliver(_scene.PostStatus(10, "refused"));

        Assert.Equal(["2", "11"], Portal.Filings.Select(filing => filing.TrangThai));
        var told = Portal.Filings[^1];
        Assert.Equal((Scene.Code, Scene.Code, "Lý do", "20261121092530"), (told.MaHoSo, told.MaHoSoDonVi, told.NoiDung, told.NgayXuLy));
        Assert.Equal((0, 0), (Portal.Count("DongBoHoSoMC"), Portal.Count("CapNhatTienDoHoSoMC")));
    }

    [Fact]
    public async Task It_may_be_refused_before_anybody_took_it_in()
    {
        await _scene.Deliver(_scene.PostStatus(10, "refused"));

        Assert.Equal("11", Assert.Single(Portal.Filings).TrangThai);
    }

    [Theory]
    [InlineData("""{"kind":"nhanhsdvcqg","procedure":{"code":"1.000656"},"raw":{}}""")]
    [InlineData("""{"procedure":{"code":"1.000656"},"raw":{}}""")]
    [InlineData("{")]
    public async Task Other_dossiers_of_the_portal_are_synchronised_as_before(string submitted)
    {
        var scene = new Scene();
        scene.Post(PortalEventTypes.DossierSubmittedOnline, -60, submitted);

        await scene.Deliver(scene.PostReceived());

        Assert.Empty(scene.Portal.Filings);
        Assert.Single(scene.Portal.Writes);
    }

    [Fact]
    public async Task The_result_goes_with_the_status()
    {
        await _scene.Deliver(_scene.PostReceived());
        await _scene.Deliver(_scene.PostStatus(10, "completed"));

        Assert.Equal(new PortalFilingPaper("kq-1", "Trích lục", "False", "", "https://mc.demo.vn/kq/1"), Assert.Single(Portal.Filings[^1].TaiLieuXuLy));
    }

    [Fact]
    public async Task A_repeat_and_a_late_event_tell_nothing_again()
    {
        var received = _scene.PostReceived();
        await _scene.Deliver(received);
        await _scene.Deliver(_scene.PostStatus(20, "completed"));
        Portal.Calls.Clear();

        await _scene.Deliver(received);
        await _scene.Deliver(_scene.PostStatus(10, "processing"));

        Assert.Empty(Portal.Calls);
    }

    [Fact]
    public async Task What_the_portal_shows_after_a_lost_answer_is_not_told_again()
    {
        await _scene.Deliver(_scene.PostReceived());
        var refused = _scene.PostStatus(10, "refused");
        Portal.ApplyThen(Tell, new PortalReply.Transport(true, "no answer in time"));
        Assert.IsType<Outcome.Retry>((await _scene.Deliver(refused)).Outcome);
        Portal.LookUpJson = """[{"MaHoSo":"H","TrangThaiHoSo":"11"}]""";

        Assert.Equal("đã có sẵn / already held", (await _scene.Deliver(refused, doubtful: true, attempts: 1)).Done());

        Assert.Equal(2, Portal.Filings.Count);
    }

    [Fact]
    public async Task What_a_look_up_does_not_show_is_told_again()
    {
        await _scene.Deliver(_scene.PostReceived());
        var refused = _scene.PostStatus(10, "refused");
        Portal.Refuse(Tell, new PortalReply.Transport(true, "no answer in time"));
        await _scene.Deliver(refused);

        Assert.Contains("possible duplicate", (await _scene.Deliver(refused, doubtful: true, attempts: 1)).Done(), StringComparison.Ordinal);

        Assert.Equal(["2", "11"], Portal.Filings.Select(filing => filing.TrangThai));
    }

    [Theory]
    [InlineData("""[{"MaHoSo":"H","TrangThaiHoSo":"2"}]""", typeof(PortalVerdict.Agrees))]
    [InlineData("""[{"MaHoSo":"H","TrangThai":"4"}]""", typeof(PortalVerdict.Stale))]
    [InlineData("[]", typeof(PortalVerdict.Pending))]
    public async Task A_comparison_looks_at_the_status_alone(string shown, Type verdict)
    {
        await _scene.Deliver(_scene.PostReceived());
        Portal.LookUpJson = shown;

        var found = await new PortalInspector(_scene.Link, _scene.Dossiers, _scene.Catalogue)
            .InspectAsync(new(new(Scene.Code, "2.000033", Scene.Start, Scene.Start, "received", Scene.Start, false), _scene.State, IsSettled: true), CancellationToken.None);

        Assert.IsType(verdict, found.Verdict);
    }
}
