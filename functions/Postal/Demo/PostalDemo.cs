using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Core;
using Hub.Functions.Demo;
using Hub.Functions.Http;
using Hub.Functions.Shell;
using Hub.Postal;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;
using Hub.Sandbox;
using Hub.Sandbox.Postal;

namespace Hub.Functions.Postal.Demo;

/// <summary>
/// The post of the demonstration: operators of different dialects, each played by the twin. Pickups go to one, results to the province's one, those to the
/// capital to a third; each has another behind it.
/// </summary>
internal sealed class PostalDemo : IDemoParty
{
    /// <summary>N-GSP, dialect A.</summary>
    public const string National = "vnpost";

    /// <summary>The same behind the province's platform, dialect B: with waybills from ranges.</summary>
    public const string Provincial = "vnpost-lgsp";

    /// <summary>MyVNPost, dialect D: pushes what happens, signed.</summary>
    public const string Direct = "myvnpost";

    private const string Customer = "H40DEMO";

    // Left over, so that nobody is asked for more.
    private const int Spare = 300;

    /// <summary>Operators by the twin's letter of their dialect.</summary>
    public static readonly IReadOnlyDictionary<string, string> ByDialect = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["a"] = National,
        ["b"] = Provincial,
        ["d"] = Direct,
    };

    public string Lane => PostalCodes.Lane;

    public Bilingual Label => ("bưu điện", "post");

    // Its twin plays a life of days in seconds. A day of a thousand numbers would hit the magic ones by accident.
    public SandboxOptions Twins(SandboxOptions options) => options with { Post = new PostTwinOptions { MagicCodes = false, Pace = 0.00002, KeepsWorkingHours = false } };

    public async Task<IEnumerable<string>> SettingsAsync(TwinControl twin, CancellationToken ct) => Settings(twin.Address.AbsoluteUri.TrimEnd('/'), await new PostTwin(twin).WebhookKeyAsync(ct));

    public string? OrganisationOf(string role) => role == PostalDescriptor.Role ? National : null;

    public IReadOnlyList<DemoEvent> Day(int seed, IReadOnlyList<DemoEvent> day) => new PostDay(seed).With(day);

    public Bilingual? Counted(IReadOnlyList<DemoEvent> events) => new($"{Requests(events)} bưu gửi", $"{Requests(events)} parcels");

    /// <summary>Hands over the units and what the operators call them, and gets waybills enough for the day.</summary>
    public async Task PrepareAsync(HubApi hub, TwinControl twin, IReadOnlyList<DemoEvent> events, CancellationToken ct)
    {
        var post = new PostTwin(twin);
        await hub.PostAsync("units/import", new JsonObject { ["units"] = JsonSerializer.SerializeToNode(DemoPlaces.Units, JsonSerializerOptions.Web), ["mayShrink"] = true }, ct);
        var codes = await CodesAsync(post, ct);
        foreach (var name in ByDialect.Values)
        {
            await hub.PostAsync($"units/codes/{name}/import", new JsonObject { ["codes"] = JsonSerializer.SerializeToNode(codes, JsonSerializerOptions.Web) }, ct);
        }

        await AddRangesAsync(hub, Requests(events), ct);
        await post.PushToAsync(new Uri(hub.Address, $"postal/webhooks/{Direct}"), ct);
    }

    public double Share(DemoShares shares) => shares.Answered;

    public DemoTroubles Troubles(TwinControl twin) => new(
    [
        new(0.15, 4, ("bưu điện nhận đơn nhưng trả lời quá muộn, 4 giây", "the post books and answers too late, for 4 s"), ct => twin.FaultAsync("post/a", "applied-late", 0.4, 4, ct, 4500, "order")),
        new(0.45, 4, ("bưu điện nhận đơn rồi báo lỗi 5xx, 4 giây", "the post books and answers 5xx, for 4 s"), async ct =>
        {
            await twin.FaultAsync("post/b", "applied-5xx", 0.5, 4, ct, null, "order");
            await twin.FaultAsync("post/a", "applied-5xx", 0.5, 4, ct, null, "order");
        }),
        new(0.70, 4, ("bưu điện lặp lại trang hành trình, đứt kết nối, 4 giây", "the post repeats tracking pages and tears connections, for 4 s"), async ct =>
        {
            await twin.FaultAsync("post/a", "replay", 1, 4, ct, null, "tracking");
            await twin.FaultAsync("post/b", "torn", 0.3, 4, ct, null, "order");
            await twin.FaultAsync("post/d", "applied-no-answer", 0.5, 4, ct, null, "create");
        }),
    ]);

    public int Asked(IReadOnlyList<DemoEvent> events) => Requests(events);

    public async Task<UnderWay?> UnderWayAsync(IServiceProvider services, IReadOnlyList<DemoEvent> events, CancellationToken ct)
    {
        var all = await ConsignmentsAsync(services, new ConsignmentFilter(), ct);
        var ended = all.Count(each => ConsignmentMoves.IsOver(each.State));
        return new UnderWay(all.Count - ended, ended, Requests(events), ("bưu gửi", "parcels"));
    }

    public Task<DemoProof> ProveAsync(DemoEvidence evidence, CancellationToken ct) =>
        new PostalDemoProof(new PostTwin(evidence.Twin), evidence.Services, evidence.Events).LookAsync(ct);

    public IEnumerable<string> TwinHints(string twins) => [$"curl {twins}/_twin/post/counts"];

    /// <summary>How many events of the day ask the post for something.</summary>
    public static int Requests(IReadOnlyList<DemoEvent> events) => events.Count(e => e.Asks == PostalCodes.Lane);

    private static IEnumerable<string> Settings(string twins, string webhookKey) =>
    [
        .. Of(National, "ngsp", $"{twins}/post/a/"),
        $"--Post:Operators:{National}:Key=demo-key",
        $"--Post:Operators:{National}:Secret=demo-secret",
        .. Of(Provincial, "lgsp", $"{twins}/post/b/"),
        $"--Post:Operators:{Provincial}:Key=demo-key",
        $"--Post:Operators:{Provincial}:Secret=demo-secret",
        .. Of(Direct, "myvnpost", $"{twins}/post/d/"),
        $"--Post:Operators:{Direct}:Username=demo",
        $"--Post:Operators:{Direct}:Password=demo-password",
        $"--Post:Operators:{Direct}:WebhookKey={webhookKey}",
        $"--Post:Operators:{Direct}:PollEvery=00:00:02",
        $"--Post:Rules:0:Provinces:0={DemoPlaces.Capital}",
        "--Post:Rules:0:Direction=Delivery",
        $"--Post:Rules:0:Operators:0={Direct}",
        $"--Post:Rules:0:Operators:1={National}",
        "--Post:Rules:1:Direction=Pickup",
        $"--Post:Rules:1:Operators:0={National}",
        $"--Post:Rules:1:Operators:1={Provincial}",
        $"--Post:Rules:2:Operators:0={Provincial}",
        $"--Post:Rules:2:Operators:1={National}",
        "--Lanes:postal:RatePerSecond=0",
        "--Lanes:postal:Concurrency=16",
        "--Lanes:postal:Ladder=00:00:01,00:00:02,00:00:05,00:00:10,00:00:30,00:02:00",
    ];

    /// <summary>Every consignment of the hub, page by page.</summary>
    public static async Task<IReadOnlyList<Consignment>> ConsignmentsAsync(IServiceProvider services, ConsignmentFilter filter, CancellationToken ct)
    {
        const int Page = 1000;
        var (port, all) = (services.GetRequiredService<IConsignments>(), new List<Consignment>());
        IReadOnlyList<Consignment> page;
        do
        {
            page = await port.ListAsync(filter, all.Count > 0 ? all[^1].Number : null, Page, ct);
            all.AddRange(page);
        }
        while (page.Count == Page);
        return all;
    }

    private static IEnumerable<string> Of(string name, string dialect, string address) =>
    [
        $"--Post:Operators:{name}:Dialect={dialect}",
        $"--Post:Operators:{name}:BaseAddress={address}",
        $"--Post:Operators:{name}:CustomerCode={Customer}",
        $"--Post:Operators:{name}:FeedEvery=00:00:01",
        $"--Post:Operators:{name}:Timeouts:Write=00:00:03",
        $"--Post:Operators:{name}:DoubtGrace=00:00:05",
        $"--Post:Operators:{name}:Timeouts:Read=00:00:10",
    ];

    // The operator's table names its places as the official list does.
    private static async Task<List<UnitCodeLine>> CodesAsync(PostTwin twin, CancellationToken ct)
    {
        var codes = new List<UnitCodeLine>();
        foreach (var province in (await twin.PlacesAsync(ct))["provinces"]!.AsArray())
        {
            var ours = DemoPlaces.Units.Where(unit => unit.ProvinceName == province!["name"]!.GetValue<string>()).ToList();
            if (ours.Count == 0)
            {
                continue;
            }

            codes.Add(new UnitCodeLine("province", province!["code"]!.GetValue<int>().ToString(CultureInfo.InvariantCulture), ours[0].ProvinceCode));
            codes.AddRange(
                from commune in province["communes"]!.AsArray()
                join unit in ours on commune["name"]!.GetValue<string>() equals unit.Name
                select new UnitCodeLine("commune", commune["code"]!.GetValue<string>(), unit.Code));
        }

        return codes;
    }

    // As a centre's operators would: what was allotted already is taken over, the rest asked for.
    private static async Task AddRangesAsync(HubApi hub, int requests, CancellationToken ct)
    {
        var ranges = await hub.GetAsync($"postal/waybill-ranges?operator={Provincial}", ct);
        var total = ranges["ranges"]!.AsArray().Sum(range => range!["last"]!.GetValue<long>() - range["first"]!.GetValue<long>() + 1);
        while (requests + Spare - total is > 0 and var missing)
        {
            var asked = new JsonObject { ["operator"] = Provincial, ["quantity"] = Math.Min(WaybillRange.MaxQuantity, missing) };
            var got = await hub.PostAsync("postal/waybill-ranges/fetch", asked, ct);
            total += got["takenOver"]!.AsArray().Append(got["fetched"]).OfType<JsonNode>().Sum(range => range["left"]!.GetValue<long>());
        }
    }
}
