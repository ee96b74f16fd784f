using Hub.Core.Lanes;
using Hub.Core.Outbox;
using Hub.Core.Steps;
using Microsoft.Extensions.Logging;

namespace Hub.Core.Transports;

/// <summary>
/// Announces what is due to a broker. The strand is leased before its notice is sent, so no more is ever under way than the lane's
/// concurrency allows; what the broker did not take goes back at once, and what it lost comes again when the lease has run out.
/// </summary>
public sealed class RelayStep : IStep
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    // What was accepted meanwhile waits so long at most once the broker is back.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private readonly string _lane;
    private readonly LaneOptions _options;
    private readonly LanePorts _ports;
    private readonly ITransport _transport;
    private readonly ILogger _logger;
    private readonly ClaimPace _pace;
    private readonly bool _isShared;
    private readonly ClockSteps _steps;
    private TimeSpan _pause = FirstPause;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;

    /// <param name="isShared">Whether the lane's keys belong to different receivers.</param>
    public RelayStep(string lane, LaneOptions options, LanePorts ports, ITransport transport, ILogger<RelayStep> logger, bool isShared = false)
    {
        _isShared = isShared;
        _steps = new ClockSteps(options);
        _lane = lane;
        _options = options;
        _ports = ports;
        _transport = transport;
        _logger = logger;
        _pace = ports.Pace;
        Wake = ports.Signals.Of(lane);
    }

    public string Name => "relay:" + _lane;

    public Signal Wake { get; }

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        var now = _ports.Clock.GetUtcNow();
        // A clock set back must not keep the relay waiting.
        if (now < _notBefore && _notBefore - now <= LongestPause)
        {
            return _notBefore;
        }

        var most = _isShared ? SlotShare.Slots(_options.Concurrency) : _options.Concurrency;
        var claim = await _ports.Outbox.AnnounceAsync(
            _options.ClaimOf(_lane, most, now) with { IsShared = _isShared, RedateBeyond = _steps.RedateBeyond(now) }, ct);
        _steps.Looked(now);
        if (claim.Items.Count > 0)
        {
            var unsent = await SendAsync(claim.Items);
            if (unsent.Count > 0)
            {
                return await HoldAsync(unsent);
            }

            _pause = FirstPause;
        }

        return await _pace.NextAsync(claim, ct);
    }

    // Half a lease and no stop of the hub: what has been announced must be sent or given back while the token still holds.
    private async Task<IReadOnlyList<Notice>> SendAsync(IReadOnlyList<Notice> notices)
    {
        using var limit = new CancellationTokenSource(_options.Lease / 2, _ports.Clock);
        try
        {
            return await _transport.SendAsync(_lane, notices, limit.Token);
        }
        catch (Exception away) when (away is TransportUnavailableException or OperationCanceledException)
        {
            _logger.BrokerAway(_transport.Name, _lane, notices.Count, away.Message);
            return notices;
        }
    }

    private async Task<DateTimeOffset?> HoldAsync(IReadOnlyList<Notice> unsent)
    {
        var now = _ports.Clock.GetUtcNow();
        _notBefore = now + _pause;
        _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
        await _ports.Outbox.ReleaseAsync(unsent, now, CancellationToken.None);
        return _notBefore;
    }
}

internal static partial class TransportLog
{
    [LoggerMessage(1201, LogLevel.Warning, "Broker {Transport} took none or not all of {Count} notices of lane {Lane}; they wait in the store: {Reason}")]
    public static partial void BrokerAway(this ILogger logger, string transport, string lane, int count, string reason);
}
