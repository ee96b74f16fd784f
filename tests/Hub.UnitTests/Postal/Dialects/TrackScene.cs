using System.Text.Json.Nodes;
using Hub.Core.Calendar;
using Hub.Core.Envelopes;
using Hub.Postal.Calls;
using Hub.Postal.Consignments;
using Hub.Postal.Dialects;
using Hub.Postal.Dialects.MyVnPost;
using Hub.Postal.Settings;
using Hub.Postal.Telling;
using Hub.Postal.Tracking;
using Hub.Postal.Watching;
using Hub.UnitTests.Postal.Fakes;
using Hub.UnitTests.Sandbox.Postal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.UnitTests.Postal.Dialects;

/// <summary>Feed, poll and webhook of the hub over memory, towards the real twin.</summary>
internal sealed class TrackScene : IAsyncDisposable
{
    private const string Name = Speaking.Operator;

    private TrackScene(PostServer twin, string dialect, string webhookKey, Func<PostalOperatorOptions, PostalOperatorOptions>? change)
    {
        Twin = twin;
        var letter = dialect == PostalDialectNames.Ngsp ? "a" : "d";
        var party = Speaking.Options(dialect, new Uri(twin.Http.BaseAddress!, $"/post/{letter}/")) with { WebhookKey = webhookKey };
        party = change?.Invoke(party) ?? party;
        Options = new PostalOptions { Operators = new Dictionary<string, PostalOperatorOptions> { [Name] = party } };
        Consignments = new MemoryConsignments(Tasks);
        var wrapped = Microsoft.Extensions.Options.Options.Create(Options);
        var dialects = new PostalDialects(wrapped, [Speaking.Factory(dialect, twin.Clock)]);
        Dialect = dialects.Find(Name)!;
        var alerts = new PostalAlerts(new EnvelopeIds(twin.Clock, new Random(1)), WorkingCalendars.BuiltIn);
        var watch = new PostalWatch(Options, WorkingCalendars.BuiltIn);
        var context = new PostalContext(Consignments, Tasks, dialects, watch, alerts, wrapped, twin.Clock);
        var tracking = new TrackingService(Consignments, new PostalFold(Options, watch, alerts), twin.Clock, NullLogger<TrackingService>.Instance);
        Feed = new FeedStep(Name, context, tracking, NullLogger<FeedStep>.Instance);
        Poll = new PollStep(Name, context, tracking, NullLogger<PollStep>.Instance);
        Webhook = new MyVnPostWebhook(context, tracking, NullLogger<MyVnPostWebhook>.Instance);
    }

    public PostServer Twin { get; }

    public PostalOptions Options { get; }

    public MemoryTasks Tasks { get; } = new();

    public MemoryConsignments Consignments { get; }

    public IPostalDialect Dialect { get; }

    public FeedStep Feed { get; }

    public PollStep Poll { get; }

    public MyVnPostWebhook Webhook { get; }

    /// <param name="webhookKey">PEM; the twin's own when null.</param>
    public static async Task<TrackScene> StartAsync(string dialect, string? webhookKey = null, Func<PostalOperatorOptions, PostalOperatorOptions>? change = null)
    {
        var twin = await PostServer.StartAsync();
        return new TrackScene(twin, dialect, webhookKey ?? (string)(await twin.ControlAsync("/post/webhook/key"))["publicKeyPem"]!, change);
    }

    /// <summary>As it stands after a restart with further codes in the settings.</summary>
    public ReviewStep Review(params (string Code, string State)[] codes)
    {
        var party = Options.Operators[Name] with { Codes = codes.ToDictionary(code => code.Code, code => code.State) };
        var options = Options with { Operators = new Dictionary<string, PostalOperatorOptions> { [Name] = party } };
        var wrapped = Microsoft.Extensions.Options.Options.Create(options);
        var (watch, alerts) = (new PostalWatch(options, WorkingCalendars.BuiltIn), new PostalAlerts(new EnvelopeIds(Twin.Clock, new Random(2)), WorkingCalendars.BuiltIn));
        var context = new PostalContext(Consignments, Tasks, new PostalDialects(wrapped, [Speaking.Factory(party.Dialect, Twin.Clock)]), watch, alerts, wrapped, Twin.Clock);
        var tracking = new TrackingService(Consignments, new PostalFold(options, watch, alerts), Twin.Clock, NullLogger<TrackingService>.Instance);
        return new ReviewStep(Name, context, tracking, NullLogger<ReviewStep>.Instance);
    }

    /// <summary>An order that the twin has and the hub knows as booked.</summary>
    public async Task<Consignment> BookAsync(string number)
    {
        var order = Speaking.Order(number, direction: PostalDirection.Delivery);
        order = order with { Sender = order.Sender with { District = null } };
        var booked = ((PostalReply<Booked>.Ok)await Dialect.BookAsync(order, default)).Value;
        var consignment = Speaking.Consignment(order, booked.Reference) with
        {
            Waybill = booked.Waybill,
            RequestId = number,
            BookedAt = Twin.Clock.Now,
            StateAt = Twin.Clock.Now,
            PollAt = Dialect.Abilities.HasFeed ? null : Twin.Clock.Now + Options.Operators[Name].PollEvery,
            Version = 1,
        };
        Consignments.Put(consignment);
        return consignment;
    }

    public Task AdvanceAsync(string number, string to) => Twin.ControlAsync($"/post/orders/{number}/advance", new JsonObject { ["to"] = to });

    public ValueTask DisposeAsync() => Twin.DisposeAsync();
}
