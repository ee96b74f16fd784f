using Hub.Core.Lanes;
using Hub.Core.Outbox;
using Hub.Core.Transports;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Hub.ContractTests.Transports;

/// <summary>How the relay waits for a broker that is away.</summary>
public abstract class RelayContract<TFixture> : Contract<TFixture>
    where TFixture : StoreFixture, new()
{
    private readonly AwayTransport _transport = new();

    [Fact]
    public async Task A_broker_long_away_is_asked_every_five_seconds_and_gets_what_waited_once_it_is_back()
    {
        await PutAsync("A");
        var relay = Relay();

        var pauses = new List<double>();
        for (var i = 0; i < 8; i++)
        {
            var next = (await relay.RunOnceAsync(Ct))!.Value;
            pauses.Add((next - Now).TotalSeconds);
            Clock.MoveTo(next);
        }

        _transport.IsAway = false;
        await relay.RunOnceAsync(Ct);

        Assert.Equal([1, 2, 4, 5, 5, 5, 5, 5], pauses);
        Assert.Equal("A", Assert.Single(_transport.Sent).Key);
    }

    [Fact]
    public async Task A_relay_rung_while_it_waits_does_not_ask_the_broker_sooner()
    {
        await PutAsync("A");
        var relay = Relay();
        var next = await relay.RunOnceAsync(Ct);
        _transport.IsAway = false;

        Assert.Equal(next, await relay.RunOnceAsync(Ct));
        Assert.Empty(_transport.Sent);
    }

    private RelayStep Relay() => new(
        Lane, new LaneOptions { RatePerSecond = 0 },
        new LanePorts(Outbox, Port<ILaneBoard>(), Fixture.Signals, Clock, new Random(1), new ClaimPace(Outbox, Clock, poll: null), Stores.Parties), _transport, NullLogger<RelayStep>.Instance);

    private sealed class AwayTransport : ITransport
    {
        public bool IsAway { get; set; } = true;

        public List<Notice> Sent { get; } = [];

        public string Name => "away";

        public Task<IReadOnlyList<Notice>> SendAsync(string lane, IReadOnlyList<Notice> notices, CancellationToken ct)
        {
            if (IsAway)
            {
                throw new TransportUnavailableException("nobody there");
            }

            Sent.AddRange(notices);
            return Task.FromResult<IReadOnlyList<Notice>>([]);
        }
    }
}
