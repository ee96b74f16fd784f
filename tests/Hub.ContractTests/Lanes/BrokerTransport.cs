using Hub.Core.Lanes;
using Hub.Core.Outbox;
using Hub.Core.Steps;
using Hub.Core.Transports;
using Hub.Tests;

namespace Hub.ContractTests.Lanes;

/// <summary>A broker between: keeps account of what is on its way, so that a test waits for the arrival itself and never for time.</summary>
public abstract class BrokerTransport : TransportFixture
{
    private readonly UnderWay _underWay = new();
    private LaneArrivals? _arrivals;
    private WatchedTransport? _transport;

    public override ITransport? Transport => _transport;

    public override async Task OpenAsync(string lane, LaneSignals signals)
    {
        _arrivals = new LaneArrivals(signals);
        var arrivals = _arrivals.Of(lane);
        _transport = new WatchedTransport(await ConnectAsync(lane, arrival =>
        {
            arrivals.Add(arrival);
            _underWay.Arrived(arrival.Notice);
        }), _underWay);
    }

    public override ILaneSource Source(string lane, LanePorts ports) =>
        new BrokerSource(ports.Outbox, _arrivals!.Of(lane), ports.Signals.Of(lane), ports.Clock);

    public override Task DeliveredAsync() => _underWay.NoneAsync().WaitAsync(Hang.Limit);

    /// <summary>Opens the transport and a consumer of the lane that hands over what arrives.</summary>
    protected abstract Task<ITransport> ConnectAsync(string lane, Action<Arrival> deliver);

    private sealed class WatchedTransport(ITransport inner, UnderWay underWay) : ITransport
    {
        public string Name => inner.Name;

        public async Task<IReadOnlyList<Notice>> SendAsync(string lane, IReadOnlyList<Notice> notices, CancellationToken ct)
        {
            underWay.Sent(notices);
            try
            {
                var unsent = await inner.SendAsync(lane, notices, ct);
                underWay.Returned(unsent);
                return unsent;
            }
            catch
            {
                underWay.Returned(notices);
                throw;
            }
        }
    }

    private sealed class UnderWay
    {
        private readonly Lock _gate = new();
        private readonly HashSet<Notice> _notices = [];
        private TaskCompletionSource? _none;

        public void Sent(IEnumerable<Notice> notices)
        {
            lock (_gate)
            {
                _notices.UnionWith(notices);
            }
        }

        public void Arrived(Notice notice) => Returned([notice]);

        public void Returned(IEnumerable<Notice> notices)
        {
            lock (_gate)
            {
                _notices.ExceptWith(notices);
                if (_notices.Count == 0)
                {
                    _none?.TrySetResult();
                    _none = null;
                }
            }
        }

        public Task NoneAsync()
        {
            lock (_gate)
            {
                return _notices.Count == 0 ? Task.CompletedTask
                    : (_none ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
        }
    }
}
