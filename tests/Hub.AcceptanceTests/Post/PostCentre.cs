using System.Globalization;
using System.Text.Json.Nodes;
using Hub.Core.Places;
using Hub.Core.Tasks;
using Hub.Core.Trust;
using Hub.Postal.Calls;
using Hub.Postal.Consignments;
using Hub.Postal.Dialects;
using Hub.Postal.Watching;
using Hub.Sandbox;
using Hub.Sandbox.Postal;
using Hub.Tests.Centres;
using Hub.Tests.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.AcceptanceTests.Post;

/// <summary>
/// The real hub and the postal twin on loopback ports. The ladder is short and a late answer is too late after a second, so that what would be doubled shows
/// at once; the twin's parcels move only when a test says so.
/// </summary>
public abstract class PostCentre : HubApp, IAsyncLifetime
{
    public const string Operator = "vnpost";

    private static readonly Unit[] Units = [new("13285", "Phường Phủ Lý", "37", "Tỉnh Ninh Bình"), new("13291", "Phường Phù Vân", "37", "Tỉnh Ninh Bình")];

    private WebApplication _twins = null!;
    private Caller _twin = null!;

    /// <summary>The twin's letter of the dialect.</summary>
    public abstract string Dialect { get; }

    protected override string[] Settings =>
    [
        .. Operators,
        "--Post:PersonPause=00:00:01",
        "--Lanes:postal:Ladder=" + string.Join(',', Enumerable.Repeat("00:00:00.3", 30)),
        "--Lanes:postal:ProbeEvery=00:00:00.2",
        "--Lanes:postal:ProbeCeiling=00:00:00.5",
        "--Lanes:postal:RatePerSecond=0",
        "--Intake:RatePerKey=0",
    ];

    protected virtual IEnumerable<string> Operators => Speaking(Operator, Dialect);

    protected virtual PostTwinOptions TwinOptions => new() { LateAnswer = TimeSpan.FromSeconds(3), KeepsWorkingHours = false, PushesByItself = false };

    protected string TwinAddress => _twins.Urls.First();

    protected string WebhookKey { get; private set; } = "";

    internal Caller Twin => _twin;

    internal IConsignments Consignments => App.Services.GetRequiredService<IConsignments>();

    public new async Task InitializeAsync()
    {
        _twins = SandboxHost.Build(new SandboxOptions { Seed = 7, Post = TwinOptions });
        await _twins.StartAsync();
        _twin = new Caller(new Uri(TwinAddress));
        WebhookKey = (await _twin.GetAsync("_twin/post/webhook/key"))["publicKeyPem"]!.GetValue<string>();
        await base.InitializeAsync();
        await PrepareAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _twin.Dispose();
        await _twins.StopAsync();
        await _twins.DisposeAsync();
    }

    /// <summary>Posts a request and waits until the operator has it.</summary>
    public async Task<Consignment> BookedAsync(string dossier, string? phone = null)
    {
        await RequestAsync(dossier, phone);
        return await StateAsync(dossier + "-P1", consignment => consignment.State is not ConsignmentState.Requested, "booked");
    }

    /// <param name="phone">Of the citizen; the twin plays scripted lives and faults for some.</param>
    public async Task RequestAsync(string dossier, string? phone = null, long fee = 0)
    {
        var reply = await PostEventAsync(Requested(dossier, phone, fee));
        Assert.True(reply.Status == 202, reply.Text);
    }

    /// <summary>Another pickup of a dossier that had one.</summary>
    public async Task RequestAgainAsync(string dossier)
    {
        var reply = await PostEventAsync(Requested(dossier, id: dossier + "#again"));
        Assert.True(reply.Status == 202, reply.Text);
    }

    public static string Requested(string dossier, string? phone = null, long fee = 0, string? id = null) => Pickup.Requested(dossier, phone, fee, id);

    /// <summary>The parcel's next steps happen now, and the operator tells them its way.</summary>
    public async Task AdvanceAsync(string number, int steps = 50)
    {
        await PassAsync();
        await _twin.JsonAsync("POST", $"_twin/post/orders/{number}/advance", new JsonObject { ["steps"] = steps });
        await TellAsync();
    }

    /// <summary>Operators tell whole seconds: nothing shall seem to have happened before the booking.</summary>
    public Task PassAsync() => _twin.JsonAsync("POST", "_twin/clock", new JsonObject { ["advanceSeconds"] = 2 });

    /// <summary>Where the operator pushes, it does so now; a feed tells by itself.</summary>
    public virtual Task TellAsync() => Task.CompletedTask;

    public Task<Consignment> StateAsync(string number, Func<Consignment, bool> isSo, string what) => Eventually.FindAsync(
        $"{number} is {what}", async () => await Consignments.FindAsync(number, default) is { } found && isSo(found) ? found : null);

    public Task<Consignment> StateAsync(string number, ConsignmentState state) => StateAsync(number, consignment => consignment.State == state, state.Name());

    /// <summary>Bookings of a number at the twin, whichever operator has them.</summary>
    public async Task<int> BookingsAsync(string number) => (await _twin.GetAsync($"_twin/post/orders/{number}"))["orders"]!.AsArray().Count;

    /// <summary>What the operator of this dialect counted, such as <c>orders</c> or <c>doubled</c>.</summary>
    public async Task<long> CountAsync(string name, string? dialect = null) => (await _twin.GetAsync("_twin/post/counts"))[dialect ?? Dialect]![name]!.GetValue<long>();

    public async Task<long> EffectAsync(string name) => (await _twin.GetAsync("_twin/effects"))[name]?.GetValue<long>() ?? 0;

    public Task FaultAsync(string dialect, string kind, double share, double? seconds, int? times = null, int? latencyMs = null, params string[] operations)
    {
        var fault = new JsonObject { ["kind"] = kind, ["share"] = share, ["seconds"] = seconds, ["times"] = times, ["latencyMs"] = latencyMs };
        if (operations.Length > 0)
        {
            fault["operations"] = new JsonArray([.. operations.Select(name => (JsonNode)name)]);
        }

        return _twin.JsonAsync("POST", $"_twin/post/{dialect}/faults", fault);
    }

    public Task<IReadOnlyList<WorkTask>> TasksAsync(string kind) =>
        App.Services.GetRequiredService<ITasks>().ListAsync(open: true, kind, null, null, null, null, 1000, default);

    /// <summary>Looks for silent parcels as it would so many days from now.</summary>
    public async Task WatchAsync(int days)
    {
        var step = ActivatorUtilities.CreateInstance<PostalWatchStep>(App.Services, new AheadClock(TimeSpan.FromDays(days)));
        await step.RunOnceAsync(default);
    }

    /// <summary>As a member of staff would get waybill numbers.</summary>
    public Task<Reply> FetchRangeAsync(string @operator, int quantity, string bearer = Role.Operator) =>
        SendAsync("POST", "/postal/waybill-ranges/fetch", bearer, new JsonObject { ["operator"] = @operator, ["quantity"] = quantity }.ToJsonString());

    protected IEnumerable<string> Speaking(string name, string dialect) =>
    [
        $"--Post:Operators:{name}:Dialect={(dialect switch { "a" => "ngsp", "b" => "lgsp", _ => "myvnpost" })}",
        $"--Post:Operators:{name}:BaseAddress={TwinAddress}/post/{dialect}/",
        $"--Post:Operators:{name}:CustomerCode=H40DEMO",
        .. dialect == "d"
            ? new[] { $"--Post:Operators:{name}:Username=demo", $"--Post:Operators:{name}:Password=demo-password", $"--Post:Operators:{name}:WebhookKey={WebhookKey}" }
            : [$"--Post:Operators:{name}:Key=demo-key", $"--Post:Operators:{name}:Secret=demo-secret"],
        $"--Post:Operators:{name}:FeedEvery=00:00:00.2",
        $"--Post:Operators:{name}:Timeouts:Write=00:00:01",
        $"--Post:Operators:{name}:DoubtGrace=00:00:02",
        $"--Post:Operators:{name}:RangeLowWater=0",
    ];

    protected virtual async Task PrepareAsync()
    {
        var units = App.Services.GetRequiredService<IUnits>();
        await units.ReplaceAsync(Units, Audit("units"), default);
        foreach (var dialect in App.Services.GetRequiredService<PostalDialects>().All)
        {
            await units.ReplaceCodesAsync(dialect.Operator, [new(dialect.Operator, "province", "43", "37"), new(dialect.Operator, "commune", "43001", "13285"), new(dialect.Operator, "commune", "43002", "13291")], Audit("codes"), default);
            if (dialect is IRangeSource)
            {
                var taken = await FetchRangeAsync(dialect.Operator, 1);
                Assert.True(taken.Status == 200, taken.Text);
            }
        }
    }

    protected async Task PushToHubAsync(string @operator) =>
        await _twin.JsonAsync("PUT", "_twin/post/webhook", new JsonObject { ["url"] = $"{App.Urls.First()}/postal/webhooks/{@operator}" });

    public static JsonObject Party(string name, string phone, string commune, string province = "37") => Pickup.Party(name, phone, commune, province);

    private static AuditEntry Audit(string act) => new(TimeProvider.System.GetUtcNow(), "test", null, act, "", "allowed");

    /// <summary>Order number of a dossier whose last part scripts a fault or a life.</summary>
    public static string Dossier(string magic, int day = 18) => string.Create(CultureInfo.InvariantCulture, $"000.00.01.H40-2611{day}-0{magic}");
}
