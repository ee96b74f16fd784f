using System.Text.Json.Nodes;
using Hub.Functions.CommandLine;
using Hub.NationalPortal.Settings;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;

namespace Hub.Functions.Demo;

/// <summary>Shows how the day goes, and makes the partners fail on the way, until nothing waits and no parcel moves any more.</summary>
internal sealed class DemoProgress(HubApi hub, TwinControl twin, DemoPosting posted, IServiceProvider services, IReadOnlyList<DemoEvent> events)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    // Of a parcel of which nothing is heard for so long nothing more is expected; it is named in the end.
    private const int PatienceBeats = 180;

    private static readonly ConsignmentState[] Live = [.. Enum.GetValues<ConsignmentState>().Where(state => !ConsignmentMoves.IsOver(state))];

    private readonly DemoTroubles _portal = new(
    [
        new(0.10, 6, "cổng bảo trì 6 giây / the portal is in maintenance for 6 s", ct => twin.FaultAsync("portal", "maintenance", 1, 6, ct)),
        new(0.40, 4, "cổng trả lời chậm 4 giây / the portal answers slowly for 4 s", ct => twin.FaultAsync("portal", "latency", 0.5, 4, ct, 700)),
        new(0.60, 4, "đứt kết nối, có lúc đã ghi nhận mà không trả lời, 4 giây / torn connections, some applied without an answer, for 4 s", async ct =>
        {
            await twin.FaultAsync("portal", "applied-no-answer", 0.3, 4, ct);
            await twin.FaultAsync("portal", "torn", 0.7, 4, ct);
        }),
    ]);

    private readonly DemoTroubles _post = new(
    [
        new(0.15, 4, "bưu điện nhận đơn nhưng trả lời quá muộn, 4 giây / the post books and answers too late, for 4 s", ct => twin.FaultAsync("post/a", "applied-late", 0.4, 4, ct, 4500, "order")),
        new(0.45, 4, "bưu điện nhận đơn rồi báo lỗi 5xx, 4 giây / the post books and answers 5xx, for 4 s", async ct =>
        {
            await twin.FaultAsync("post/b", "applied-5xx", 0.5, 4, ct, null, "order");
            await twin.FaultAsync("post/a", "applied-5xx", 0.5, 4, ct, null, "order");
        }),
        new(0.70, 4, "trang hành trình lặp lại, đứt kết nối, 4 giây / tracking pages begin anew, connections torn, for 4 s", async ct =>
        {
            await twin.FaultAsync("post/a", "replay", 1, 4, ct, null, "tracking");
            await twin.FaultAsync("post/b", "torn", 0.3, 4, ct, null, "order");
            await twin.FaultAsync("post/d", "applied-no-answer", 0.5, 4, ct, null, "create");
        }),
    ]);

    private int _quietBeats;
    private int _lastLive = -1;

    /// <param name="posting">Ends the show with its own fault when it cannot go on.</param>
    public async Task RunAsync(Task posting, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Beat);
        for (var beat = 0; ; beat++)
        {
            if (posting.IsFaulted)
            {
                await posting;
            }

            var lanes = (await hub.GetAsync("lanes", ct))["lanes"]!.AsArray();
            var (portal, post) = (Lane(lanes, NationalPortalCodes.Lane), Lane(lanes, PostalCodes.Lane));
            var delivered = Math.Max(0, posted.Accepted - Open(portal) - Number(portal, "dead") - Open(post));
            if (posted.Accepted > 0)
            {
                await _portal.LookAsync(delivered / (double)events.Count, ct);
                await _post.LookAsync(posted.Answered / (double)events.Count, ct);
            }

            var isThrough = posted.Answered == events.Count && Open(portal) + Open(post) == 0;
            var shows = beat % 4 == 0 || isThrough;
            var live = shows ? (await DemoPost.ConsignmentsAsync(services, new ConsignmentFilter(States: Live), ct)).Count : _lastLive;
            var isOver = isThrough && (live == 0 || _quietBeats > PatienceBeats);
            if (beat % 4 == 0 || isOver)
            {
                Output.Line($"  nhận/accepted {posted.Accepted,6}  trùng/dup {posted.Duplicates,6}  chuyển/delivered {delivered,6}  "
                    + $"cổng/portal: {Words(portal)}  bưu điện/post: {Words(post)} trên đường/under way {live,4}");
            }

            if (isOver)
            {
                return;
            }

            _quietBeats = isThrough && live == _lastLive ? _quietBeats + 1 : 0;
            _lastLive = live;
            await timer.WaitForNextTickAsync(ct);
        }
    }

    private static string Words(JsonNode lane) =>
        $"chờ/waiting {Open(lane),5} hỏng/dead {Number(lane, "dead")} {State(lane)} {lane["ratePerSecond"]!.GetValue<double>():0}/s";

    private static string State(JsonNode lane) => Output.Text(lane["state"]) switch
    {
        "open" => "thông/open",
        "outage" => "mất kết nối/outage",
        var other => other,
    };

    private static JsonNode Lane(JsonArray lanes, string name) => lanes.First(lane => lane!["lane"]!.GetValue<string>() == name)!;

    private static long Open(JsonNode lane) => Number(lane, "waiting") + Number(lane, "held");

    private static long Number(JsonNode lane, string name) => lane[name]?.GetValue<long>() ?? 0;
}
