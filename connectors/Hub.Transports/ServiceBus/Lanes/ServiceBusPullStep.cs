using Hub.Core.Steps;
using Hub.Core.Transports;
using Microsoft.Extensions.Logging;

namespace Hub.Transports.ServiceBus.Lanes;

/// <summary>
/// Brings the notices of one lane's queue to this instance, for a hub that no Functions host serves. Several long polls stand at once, each for one
/// message; together with what is held they are never more than the lane can deliver. It never waits: each answer rings its bell.
/// </summary>
public sealed class ServiceBusPullStep : IStep, IAsyncDisposable
{
    private readonly string _lane;
    private readonly int _concurrency;
    private readonly IServiceBusApi _api;
    private readonly ServiceBusOptions _options;
    private readonly Action<Arrival> _deliver;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly string _queue;
    private readonly HeldMessages _held;
    private readonly Parking _parking;
    private readonly PollPace _pace;
    private readonly List<Task<ReceivedMessage?>> _polls = [];
    private readonly CancellationTokenSource _stop = new();
    private int _isDisposed;

    /// <param name="concurrency">Notices held here at once: the lane's concurrency, for no more can be delivered.</param>
    /// <param name="deliver">Takes a notice; must not wait.</param>
    public ServiceBusPullStep(
        string lane, int concurrency, IServiceBusApi api, ServiceBusOptions options, Action<Arrival> deliver, TimeProvider clock, ILogger<ServiceBusPullStep> logger)
    {
        (_lane, _concurrency, _api, _options, _clock, _logger) = (lane, concurrency, api, options, clock, logger);
        _deliver = deliver;
        _queue = options.LaneQueue(lane);
        _held = new HeldMessages(api, options, _queue, Wake, clock, logger);
        _parking = new Parking(api, options, clock, logger);
        _pace = new PollPace(_queue, clock, logger);
    }

    public string Name => "servicebus:" + _lane;

    public Signal Wake { get; } = new();

    /// <summary>Messages that are locked here and not settled.</summary>
    public int Held => _held.Count;

    /// <summary>Long polls that stand.</summary>
    public int Polls => _polls.Count;

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        for (var i = _polls.Count - 1; i >= 0; i--)
        {
            if (_polls[i].IsCompleted)
            {
                var poll = _polls[i];
                _polls.RemoveAt(i);
                await HarvestAsync(poll, ct);
            }
        }

        var now = _clock.GetUtcNow();
        var renewAt = _held.RenewDue(now);
        if (now < _pace.NotBefore)
        {
            return renewAt < _pace.NotBefore ? renewAt : _pace.NotBefore;
        }

        for (var room = Math.Min(_options.LanePolls, _concurrency - _held.Count) - _polls.Count; room > 0; room--)
        {
            var poll = PollAsync(ct);
            _polls.Add(poll);
            _ = poll.ContinueWith(
                static (_, bell) => ((Signal)bell!).Ring(), Wake, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        return _polls.Exists(poll => poll.IsCompleted) ? now : renewAt;
    }

    /// <summary>Ends the polls, gives back what they still brought, and lets the settling under way come to its end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        await _stop.CancelAsync();
        foreach (var poll in _polls)
        {
            if (await Task.WhenAny(poll) is { IsCompletedSuccessfully: true, Result: { } message })
            {
                _held.Work.Start("abandon", _queue, stop => _api.AbandonAsync(message, stop));
            }
        }

        await _held.DisposeAsync();
        _stop.Dispose();
    }

    private async Task<ReceivedMessage?> PollAsync(CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, _stop.Token);
        return await _api.ReceiveAsync(_queue, _options.PollTimeout, stop.Token);
    }

    private async Task HarvestAsync(Task<ReceivedMessage?> poll, CancellationToken ct)
    {
        try
        {
            var message = await poll;
            _pace.Answered();
            if (message is not null)
            {
                Arrive(message);
            }
        }
        catch (ServiceBusException fault)
        {
            _pace.Failed(fault);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The step is being disposed of.
        }
    }

    private void Arrive(ReceivedMessage message)
    {
        if (!NoticeJson.TryRead(message.Message.Body.Span, out var notice) || notice.Lane != _lane)
        {
            _held.Work.Start("park", _queue, ct => _parking.MoveAsync(message, notice is null ? "notice-unreadable" : "notice-of-another-lane", ct));
            return;
        }

        var held = _held.Hold(message);
        _deliver(new Arrival(notice, held.AcknowledgeAsync, held.GiveBackAsync));
    }
}
