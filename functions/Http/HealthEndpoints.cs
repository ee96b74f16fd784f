using System.Text.Json.Serialization;
using Hub.Core.Clocks;
using Hub.Core.Stores;
using Hub.Functions.Http.Messages;
using Hub.Functions.Steps;
using Hub.Functions.Trust;
using Hub.Transports.RabbitMq;

namespace Hub.Functions.Http;

/// <summary>Whether the process lives, and whether it can do its work.</summary>
internal sealed partial class HealthEndpoints(
    IStoreInfo store, StepHost steps, ClockWatch clocks, IEnumerable<RabbitMqBroker> brokers, ILogger<HealthEndpoints> logger) : IEndpointGroup
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(35);
    private static readonly TimeSpan StorePatience = TimeSpan.FromSeconds(5);

    public void Map(RouteTable routes)
    {
        routes.Add(Access.Open, new Operation("live", "health", "Tiến trình đang chạy / The process lives")
        {
            Method = "GET",
            Path = "/health/live",
            Response = typeof(HealthView),
        }, http => http.JsonAsync(new HealthView("live", []), HubJson.Wire.HealthView));
        routes.Add(Access.Open, new Operation("ready", "health", "Sẵn sàng làm việc; 503 kèm lý do khi không / Ready for work; 503 with reasons when not")
        {
            Method = "GET",
            Path = "/health/ready",
            Response = typeof(HealthView),
            AlsoAnswers = [StatusCodes.Status503ServiceUnavailable],
        }, ReadyAsync);
    }

    private async Task ReadyAsync(HttpContext http)
    {
        var reasons = new List<string>();
        ClockReading? clock = null;
        try
        {
            // Opening the store runs its migrations, so a writable store is one of this version.
            await store.CheckWritableAsync(http.RequestAborted).WaitAsync(StorePatience, http.RequestAborted);
            clock = await clocks.LookAsync(http.RequestAborted).WaitAsync(StorePatience, http.RequestAborted);
        }
        catch (StoreUnavailableException refused)
        {
            NotWritable(refused);
            reasons.Add($"Kho dữ liệu không ghi được. {refused.Text.Vi} / The store cannot be written. {refused.Text.En}");
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            NotWritable(failed);
            reasons.Add("Kho dữ liệu không ghi được / The store cannot be written");
        }

        reasons.AddRange(steps.Hanging(Patience).Select(name => $"Vòng lặp {name} không phản hồi / The loop {name} does not come back"));
        if (clock is { IsOff: true })
        {
            reasons.Add(ClockWords.Off(clock));
        }

        var isReady = reasons.Count == 0;
        if (clock is { IsNoticeable: true, IsOff: false })
        {
            reasons.Add(ClockWords.Noticeable(clock));
        }

        if (clock is { WasAhead: not null })
        {
            reasons.Add(ClockWords.WasAhead(clock));
        }

        // Without its broker a hub takes in what comes all the same; turned away, callers would wait for nothing.
        var links = Links();
        reasons.AddRange(links?.Where(link => !link.Up).Select(link => BrokerWords.Down(link.Name, link.Since)) ?? []);
        await http.JsonAsync(
            new HealthView(isReady ? "ready" : "not-ready", reasons, links, clock?.Lead?.TotalSeconds), HubJson.Wire.HealthView,
            isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private List<LinkView>? Links() =>
        brokers.SingleOrDefault() is { } broker ? [.. broker.Links.Select(link => new LinkView(link.Name, link.IsUp, link.Since))] : null;

    [LoggerMessage(2003, LogLevel.Error, "The store cannot be written")]
    private partial void NotWritable(Exception failed);
}

/// <param name="Status"><c>ready</c> or <c>not-ready</c>.</param>
/// <param name="Reasons">Why not; or what is wrong although the hub goes on.</param>
/// <param name="Links">The connections to the broker; left out without a broker.</param>
/// <param name="ClockLead">Seconds by which this machine's clock is ahead of the database's; left out where the database has none of its own.</param>
public sealed record HealthView(
    string Status, IReadOnlyList<string> Reasons, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<LinkView>? Links = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? ClockLead = null);

/// <summary>A connection to the broker. Why it is down stands in the log: the words may name machines, and anybody may ask for health.</summary>
/// <param name="Name"><c>send</c>, <c>events</c>, <c>lane:NAME</c>.</param>
/// <param name="Since">When it came up or went down.</param>
public sealed record LinkView(string Name, bool Up, DateTimeOffset Since);
