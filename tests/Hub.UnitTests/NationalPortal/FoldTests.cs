using System.Text.Json;
using Hub.Core.Dossiers;
using Hub.Core.Events;
using Hub.Core.Outbox;
using Hub.NationalPortal.Dossiers;
using Hub.NationalPortal.Settings;
using Hub.NationalPortal.Sync;
using Hub.NationalPortal.Wire;
using Hub.UnitTests.NationalPortal.Fakes;
using Xunit;

namespace Hub.UnitTests.NationalPortal;

public sealed class FoldTests
{
    private static readonly string[] Life =
        ["received", "processing", "supplement-required", "processing", "payment-required", "processing", "completed", "returned"];

    [Fact]
    public void Any_order_of_arrival_gives_the_same_dossier_and_never_a_step_back()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var events = LifeOf(random);
            var expected = Item(Fold(events));
            random.Shuffle(events);

            var history = Fold([.. events.Select((e, i) => e with { Seq = 1000 + i })]);

            Assert.True(expected == Item(history), $"seed {seed}");
            Assert.True(NeverBack(history), $"seed {seed}");
        }
    }

    [Fact]
    public async Task Any_order_and_faults_leave_the_portal_complete_and_without_doubles()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var scene = new Scene();
            var events = LifeOf(random);
            var arrivals = events.ToArray();
            random.Shuffle(arrivals);

            await RunLane(scene, arrivals, random);

            var item = scene.Portal.Dossiers[Scene.Code];
            Assert.True(scene.Portal.BackwardMoves == 0, $"seed {seed}: {string.Join(' ', scene.Portal.Statuses)}");
            Assert.True(scene.Portal.Doubled == 0, $"seed {seed}: doubled lines");
            Assert.True(scene.Portal.LinesOf(Scene.Code).Count == events.Length, $"seed {seed}: {scene.Portal.LinesOf(Scene.Code).Count} lines");
            Assert.True(Item(scene.History()) == JsonSerializer.Serialize(item), $"seed {seed}");
        }
    }

    [Fact]
    public void Odd_spellings_of_money_and_time_come_to_the_same_dossier()
    {
        var scene = new Scene();
        scene.Post(EventTypes.DossierReceived, 0, """
            {"procedure":{"code":"1.000656"},"receivedAt":"2026-11-21T09:15:30.999999999+07:00","applicant":{"kind":"citizen","name":"Nguyễn Văn Demo"},
             "fees":[{"name":"Lệ phí","amount":8e3},{"name":"Phí","amount":2000.0}],"otherPapers":[{"name":"Giấy khác","count":20e-1}]}
            """);

        var item = scene.Link.Mapper.Item(scene.History().Latest!.After);

        Assert.Equal(["8000", "2000"], item.DanhSachLePhi.Select(fee => fee.Gia));
        Assert.Equal("2", item.DanhSachTepDinhKemKhac.Single().SoLuong);
        Assert.Equal("20261121091530", item.NgayTiepNhan);
    }

    [Fact]
    public void A_status_before_the_reception_knows_whose_dossier_it_is()
    {
        var scene = new Scene();
        scene.PostStatus(-10, "registered");
        scene.PostReceived();

        var first = scene.History().Entries[0];

        Assert.Equal(DossierStatus.Registered, first.After.Status);
        Assert.Equal("Nguyễn Văn Demo", first.After.Applicant!.Name);
    }

    [Fact]
    public void A_supplement_and_its_receipt_become_one_round()
    {
        var scene = new Scene();
        scene.PostReceived();
        scene.PostStatus(10, "supplement-required");
        scene.Post(EventTypes.DossierStatusChanged, 20, """
            {"status":"processing","appointmentAt":"2026-11-25T17:00:00+07:00",
             "supplementReceived":{"id":"bs-1","receivedBy":"Lê Văn Mẫu","receivedAt":"2026-11-21T11:00:00+07:00","papers":[{"id":"f-3","name":"giay.pdf"}]}}
            """);

        var dossier = scene.History().Latest!.After;

        var round = Assert.Single(dossier.Supplements);
        Assert.Equal("Bổ sung giấy", round.Request!.Content);
        Assert.Equal("Lê Văn Mẫu", round.Receipt!.ReceivedBy);
        Assert.Equal("f-3", Assert.Single(dossier.Papers).Id);
        Assert.Equal(DossierStatus.Processing, dossier.Status);
    }

    [Fact]
    public void A_mended_body_counts_and_a_given_up_event_does_not()
    {
        var scene = new Scene();
        scene.PostReceived();
        scene.Post(EventTypes.DossierStatusChanged, 10, Scene.Status("withdrawn"), isGivenUp: true);
        scene.PostStatus(20, "processing");

        Assert.Equal(DossierStatus.Processing, scene.History().Latest!.After.Status);
    }

    [Theory]
    [InlineData("new", DossierStatus.Received)]
    [InlineData("denied", DossierStatus.Refused)]
    [InlineData("releasing", DossierStatus.Completed)]
    [InlineData("cancelled", DossierStatus.Withdrawn)]
    public void Known_local_codes_are_mapped(string said, DossierStatus status) => Assert.Equal(status, new StatusRules(new NationalPortalOptions()).Map(said));

    [Fact]
    public void A_centres_map_goes_over_the_built_in_one()
    {
        var rules = new StatusRules(new NationalPortalOptions { StatusMap = { ["11"] = 6, ["new"] = 1, ["done"] = 0 } });

        Assert.Equal(DossierStatus.PaymentRequired, rules.Map("11"));
        Assert.Equal(DossierStatus.Registered, rules.Map("new"));
        Assert.Null(rules.Map("done"));
    }

    private static DossierEvent[] LifeOf(Random random)
    {
        var scene = new Scene();
        var minute = 0;
        var end = random.Next(1, Life.Length);
        for (var i = 0; i <= end; i++)
        {
            minute += random.Next(1, 50);
            _ = i == 0 ? scene.PostReceived(minute) : scene.PostStatus(minute, Life[i]);
            if (random.Next(3) == 0)
            {
                minute += random.Next(1, 50);
                scene.PostNote(minute, $"Bước {minute}");
            }
        }

        return [.. scene.Dossiers.Events[Scene.Code]];
    }

    private static DossierHistory Fold(IReadOnlyList<DossierEvent> events) => DossierFold.Of(Scene.Code, events, new StatusRules(new NationalPortalOptions()));

    private static string Item(DossierHistory history) => JsonSerializer.Serialize(new NationalPortalMapper(new NationalPortalOptions()).Item(history.Latest!.After));

    private static bool NeverBack(DossierHistory history)
    {
        var rules = new StatusRules(new NationalPortalOptions());
        return history.Entries.Where(e => e.After.Status is not null).All(e => e.Before is not { } before || rules.Reaches(before, e.After.Status!.Value));
    }

    // The lane in small: strictly in order of arrival, the head again until it is done, later events stored at any moment.
    private static async Task RunLane(Scene scene, DossierEvent[] arrivals, Random random)
    {
        var stored = 0;
        var head = 0;
        var (doubtful, attempts) = (false, 0);
        for (var turns = 0; head < arrivals.Length; turns++)
        {
            Assert.True(turns < 1000, "the lane does not come to an end");
            while (stored <= head || (stored < arrivals.Length && random.Next(3) == 0))
            {
                arrivals[stored] = arrivals[stored] with { Seq = stored + 1 };
                scene.Dossiers.Add(Scene.Code, arrivals[stored++]);
            }

            if (random.Next(4) == 0)
            {
                Strike(scene.Portal, random);
            }

            var e = arrivals[head];
            var handled = await scene.Deliver(e, doubtful, attempts);
            switch (handled.Outcome)
            {
                case Outcome.Done:
                    (head, doubtful, attempts) = (head + 1, false, 0);
                    break;
                case Outcome.Retry retry:
                    (doubtful, attempts) = (retry.Doubtful, attempts + 1);
                    break;
                case Outcome.Defer when stored < arrivals.Length:
                    arrivals[stored] = arrivals[stored] with { Seq = stored + 1 };
                    scene.Dossiers.Add(Scene.Code, arrivals[stored++]);
                    doubtful = false;
                    break;
                default:
                    Assert.Fail($"unexpected {handled.Outcome}");
                    break;
            }
        }
    }

    private static void Strike(FakePortal portal, Random random)
    {
        var operation = random.Next(3) switch { 0 => "DongBoHoSoMC", 1 => "CapNhatTienDoHoSoMC", _ => "TraCuuHoSo" };
        switch (random.Next(4))
        {
            case 0:
                portal.Refuse(operation, new PortalReply.Transport(false, "not connected"));
                break;
            case 1:
                portal.Refuse(operation, new PortalReply.Transport(true, "torn"));
                break;
            case 2:
                portal.Refuse(operation, new PortalReply.SessionLost("-1", "session"));
                break;
            default:
                portal.ApplyThen(operation, new PortalReply.Http(502));
                break;
        }
    }
}
