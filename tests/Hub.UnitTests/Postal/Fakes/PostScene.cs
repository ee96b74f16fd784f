using System.Text;
using System.Text.Json;
using Hub.Core.Calendar;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Outbox;
using Hub.Core.Places;
using Hub.Postal;
using Hub.Postal.Acts;
using Hub.Postal.Booking;
using Hub.Postal.Calls;
using Hub.Postal.Consignments;
using Hub.Postal.Places;
using Hub.Postal.Ranges;
using Hub.Postal.Settings;
using Hub.Postal.Telling;
using Hub.Postal.Tracking;
using Hub.Postal.Watching;
using Hub.Tests;
using Hub.UnitTests.CaseSystem;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.UnitTests.Postal.Fakes;

/// <summary>The whole connector over memory: operators <c>vnpost</c> and <c>swift</c>, a Monday morning.</summary>
internal sealed class PostScene
{
    public const string Dossier = "000.00.01.H40-261121-0001";
    public const string Pickup = Dossier + "-P1";

    private readonly MemoryInbox _inbox = new();

    public PostScene(Func<PostalOptions, PostalOptions>? change = null)
    {
        var speaker = new PostalOperatorOptions { Dialect = "ngsp", TakesOfficialCodes = true };
        Options = new PostalOptions
        {
            Operators = new Dictionary<string, PostalOperatorOptions> { ["vnpost"] = speaker, ["swift"] = speaker with { } },
            Rules = [new PostalRule { Operators = ["vnpost", "swift"] }],
        };
        Options = change?.Invoke(Options) ?? Options;
        Consignments = new MemoryConsignments(Tasks);
        var wrapped = Microsoft.Extensions.Options.Options.Create(Options);
        var dialects = new PostalDialects(wrapped, [new ScriptedFactory("ngsp", new Dictionary<string, ScriptedDialect> { ["vnpost"] = VnPost, ["swift"] = Swift })]);
        var ids = new EnvelopeIds(Clock, new Random(1));
        var alerts = new PostalAlerts(ids, WorkingCalendars.BuiltIn);
        Watch = new PostalWatch(Options, WorkingCalendars.BuiltIn);
        Fold = new PostalFold(Options, Watch, alerts);
        Tracking = new TrackingService(Consignments, Fold, Clock, NullLogger<TrackingService>.Instance);
        var context = new PostalContext(Consignments, Tasks, dialects, Watch, alerts, wrapped, Clock);
        Acts = new ActService(Consignments, new ActFold(Fold, alerts, Options), Clock);
        Ranges = new RangeService(context, NullLogger<RangeService>.Instance);
        RangeStep = new RangeStep("vnpost", context, Ranges);
        var orders = new OrderBuilder(new PlaceRegistry(Units, Clock), Units, wrapped);
        Connector = new PostalConnector(context, new OperatorChoice(context, new PlaceRegistry(Units, Clock), orders), orders, NullLogger<PostalConnector>.Instance);
        WatchStep = new PostalWatchStep(Consignments, Tasks, Options, Watch, alerts, Clock, NullLogger<PostalWatchStep>.Instance);
    }

    public ManualClock Clock { get; } = new();

    public PostalOptions Options { get; }

    public MemoryTasks Tasks { get; } = new();

    public MemoryConsignments Consignments { get; }

    public MemoryUnits Units { get; } = new MemoryUnits().With(
        new Unit("00004", "Phường Demo", "01", "Thành phố Hà Nội"), new Unit("00008", "Phường Demo Hai", "01", "Thành phố Hà Nội"), new Unit("18001", "Xã Demo", "42", "Tỉnh Hà Tĩnh"));

    public ScriptedDialect VnPost { get; } = new("vnpost");

    public ScriptedDialect Swift { get; } = new("swift");

    public PostalWatch Watch { get; }

    public PostalFold Fold { get; }

    public TrackingService Tracking { get; }

    public PostalConnector Connector { get; }

    public PostalWatchStep WatchStep { get; }

    public ActService Acts { get; }

    public RangeService Ranges { get; }

    public RangeStep RangeStep { get; }

    public IEnumerable<string> Exceptions => Consignments.Events.Where(e => e.Event.Type == PostalEventTypes.Exception)
        .Select(e => JsonDocument.Parse(e.Event.Data).RootElement.GetProperty("code").GetString()!);

    public static PostalParty Party(string commune = "00004", string province = "01") => new(
        "Nguyễn Văn Demo", "0900000001", null, new PostalPlace("Số 1, đường Ví Dụ", commune, null, null, null, province, null));

    /// <summary>A consignment that vnpost carries since now.</summary>
    public Consignment Booked(string number = Pickup) => new()
    {
        Number = number,
        Dossier = Dossier,
        Direction = PostalDirection.Pickup,
        Sequence = 1,
        RequestSource = "urn:case-system",
        RequestId = number,
        Operator = "vnpost",
        State = ConsignmentState.Booked,
        StateAt = Clock.Now,
        BookedAt = Clock.Now,
        WatchAt = Watch.After(ConsignmentState.Booked, Clock.Now),
        Sender = Party(),
        Receiver = Party("00008"),
        Version = 1,
    };

    public TrackingEvent EventOf(ConsignmentState? state, TimeSpan? after = null, string? key = null, string number = Pickup, string source = "vnpost/feed", bool isKnown = true) => new(
        number, source, key ?? $"{state}-{after}", PostalRecordKind.Tracking, state?.Name() ?? "77", state, isKnown, null, Clock.Now + (after ?? TimeSpan.Zero), null, null, null,
        Encoding.UTF8.GetBytes("{}"));

    /// <summary>Posts a request and gives its first delivery.</summary>
    public Delivery Ask(string type, string json, string id = "e-1", string dossier = Dossier)
    {
        var asked = new CloudEvent { Id = id, Source = "urn:case-system", Type = type, Subject = dossier, Time = Clock.Now, Data = Encoding.UTF8.GetBytes(json) };
        var seq = _inbox.Put(asked, Clock.Now);
        return new Delivery
        {
            Envelope = new Envelope
            {
                Seq = seq,
                Id = new EnvelopeId(Guid.CreateVersion7(Clock.Now)),
                Lane = PostalCodes.Lane,
                Key = dossier,
                Type = type,
                EventSeq = seq,
                Body = asked.Data,
                CreatedAt = Clock.Now,
            },
            Event = new EventIdentity(asked.Id, asked.Source, asked.Time),
            Attempts = 0,
            IsDoubtful = false,
            Lease = 1,
        };
    }

    public Delivery AskPickup(string id = "e-1", string more = "", string dossier = Dossier) => Ask(PostalEventTypes.PickupRequested, $$"""
        {"requestedAt":"2026-03-02T15:00:00+07:00",
         "citizen":{"name":"Nguyễn Văn Demo","phone":"0900000001","address":{"line":"Số 1, đường Ví Dụ","communeCode":"00004","provinceCode":"01"} },
         "agency":{"name":"Trung tâm Demo","phone":"02430000001","address":{"line":"Số 2","communeCode":"00008","provinceCode":"01"} },
         "papers":[{"id":"p-1","name":"Giấy báo tử","count":1,"kind":"original"},{"id":"p-2","name":"Bản sao căn cước","count":2,"kind":"copy"}]{{more}} }
        """, id, dossier);

    public async Task<Outcome> HandleAsync(Delivery delivery) => (await Connector.HandleAsync(delivery, CancellationToken.None)).Outcome;

    public void AddRange(long first, long last, string id = "r-1", string @operator = "vnpost") =>
        Consignments.Add(new WaybillRange(@operator, id, "CN", "VN", 8, HasCheckDigit: true, first, last, first, Clock.Now));
}
