using System.Text;
using Hub.Core.Dossiers;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Outbox;
using Hub.NationalPortal;
using Hub.NationalPortal.Dossiers;
using Hub.NationalPortal.Procedures;
using Hub.NationalPortal.Settings;
using Hub.NationalPortal.Sync;
using Hub.NationalPortal.Wire;
using Hub.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.UnitTests.NationalPortal.Fakes;

/// <summary>One dossier, its lane and the portal, without a store.</summary>
internal sealed class Scene
{
    public const string Code = "000.00.01.H40-261121-0001";

    public const string ReceivedJson = """
        {"procedure":{"code":"1.000656","name":"Đăng ký khai tử","fieldCode":"G15-HT08","fieldName":"Hộ tịch"},"channel":"online",
         "receivedAt":"2026-11-21T09:15:30+07:00","appointmentAt":"2026-11-23T17:00:00+07:00",
         "applicant":{"kind":"citizen","name":"Nguyễn Văn Demo","phone":"0900000001","identity":[{"kind":"personal-id","number":"001099000001"}]},
         "officer":{"name":"Trần Thị Demo","title":"Công chức một cửa","department":"Bộ phận một cửa"}}
        """;

    public const string SupplementJson = """
        {"status":"supplement-required","supplement":{"id":"bs-1","content":"Bổ sung giấy","requestedBy":"Trần Thị Demo","requestedAt":"2026-11-21T10:00:00+07:00"}}
        """;

    public const string CompletedJson = """
        {"status":"completed","finishedAt":"2026-11-22T15:05:00+07:00","resultPapers":[{"id":"kq-1","name":"Trích lục","resultCode":"KQ.G15.000001","url":"https://mc.demo.vn/kq/1"}]}
        """;

    public const string ReturnedJson = """{"status":"returned","returnedAt":"2026-11-22T16:00:00+07:00","method":"direct"}""";

    public static readonly DateTimeOffset Start = new(2026, 11, 21, 9, 15, 30, TimeSpan.FromHours(7));

    private long _seq;

    public Scene(NationalPortalOptions? options = null)
    {
        Options = (options ?? new NationalPortalOptions()) with { UnitCode = "000.00.00.H40" };
        Session = new PortalSession(Portal, Options, Clock, NullLogger<PortalSession>.Instance);
        Link = new PortalLink(Portal, Session, Options, Clock);
        Connector = new NationalPortalConnector(Link, Dossiers, Catalogue, new IntegrationPush(Link, Catalogue), NullLogger<NationalPortalConnector>.Instance);
    }

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 11, 21, 2, 15, 30, TimeSpan.Zero));

    public FakePortal Portal { get; } = new();

    public FakeDossiers Dossiers { get; } = new();

    public FakeCatalogue Catalogue { get; } = new();

    public NationalPortalOptions Options { get; }

    public PortalSession Session { get; }

    public PortalLink Link { get; }

    public NationalPortalConnector Connector { get; }

    public PartnerState? State { get; set; }

    public PortalKnowledge Known => PortalKnowledge.Read(State);

    public PortalDossierItem? Held => Portal.Dossiers.GetValueOrDefault(Code) is { } item ? new PortalDossierItem(item.TrangThaiHoSo, item.Email) : null;

    public static string Status(string name) => $$"""{"status":"{{name}}"{{(name is "refused" or "withdrawn" or "stopped" ? ""","reason":"Lý do" """ : "")}}}""";

    public static string Note(string text) => $$"""{"content":"{{text}}"}""";

    public DossierEvent Post(string type, int minutes, string json, bool isGivenUp = false)
    {
        var e = new DossierEvent(++_seq, $"e-{_seq}", type, Start.AddMinutes(minutes), Encoding.UTF8.GetBytes(json), isGivenUp);
        Dossiers.Add(Code, e);
        return e;
    }

    public DossierEvent PostReceived(int minutes = 0) => Post(EventTypes.DossierReceived, minutes, ReceivedJson);

    public DossierEvent PostStatus(int minutes, string name) => Post(
        EventTypes.DossierStatusChanged,
        minutes,
        name switch { "supplement-required" => SupplementJson, "completed" => CompletedJson, "returned" => ReturnedJson, _ => Status(name) });

    public DossierEvent PostNote(int minutes, string text) => Post(EventTypes.DossierProgressNoted, minutes, Note(text));

    public Delivery Delivery(DossierEvent e, bool doubtful = false, int attempts = 0) => new()
    {
        Envelope = new Envelope
        {
            Seq = e.Seq,
            Id = new EnvelopeId(new Guid((int)e.Seq, 0, 0, new byte[8])),
            Lane = NationalPortalCodes.Lane,
            Key = Code,
            Type = e.Type,
            EventSeq = e.Seq,
            Body = e.Data,
            CreatedAt = Clock.GetUtcNow(),
        },
        Attempts = attempts,
        IsDoubtful = doubtful,
        State = State,
        Lease = 1,
    };

    /// <summary>One attempt, as the lane would make it; what the connector remembers is kept.</summary>
    public async Task<Handled> Deliver(DossierEvent e, bool doubtful = false, int attempts = 0)
    {
        var handled = await Connector.HandleAsync(Delivery(e, doubtful, attempts), CancellationToken.None);
        State = handled.State ?? State;
        return handled;
    }

    public Task<Handled> Resync() => Deliver(new DossierEvent(++_seq, "resync", NationalPortalCodes.Resync, Clock.GetUtcNow(), "{}"u8.ToArray()));

    public DossierHistory History() => DossierFold.Of(Code, Dossiers.Events.GetValueOrDefault(Code) ?? [], Link.Rules);

    internal sealed record PortalDossierItem(string Status, string Email);
}
