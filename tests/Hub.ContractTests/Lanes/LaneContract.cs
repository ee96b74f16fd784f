using System.Runtime.CompilerServices;
using Hub.Core.Envelopes;
using Hub.Core.Lanes;
using Hub.Core.Outbox;
using Hub.Core.Steps;
using Hub.Core.Transports;
using Hub.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.ContractTests.Lanes;

/// <summary>
/// One lane over a real store on a manual clock, its steps run by hand. With a broker a run of the lane is: announce, let everything
/// arrive, deliver.
/// </summary>
public abstract class LaneContract<TFixture, TTransport> : Contract<TFixture>
    where TFixture : StoreFixture, new()
    where TTransport : TransportFixture, new()
{
    protected static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    protected static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    protected static readonly Outcome Away = new Outcome.Retry("http-503", PartnerDown: true);
    protected static readonly LaneOptions Options = new() { RatePerSecond = 0 };

    private readonly ConditionalWeakTable<LaneStep, RelayStep> _relays = [];

    internal ScriptedPartner Partner { get; } = new(Lane);

    protected TTransport Transport { get; } = new();

    protected ILaneBoard Board => Port<ILaneBoard>();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Transport.OpenAsync(Lane, Fixture.Signals);
    }

    public override async Task DisposeAsync()
    {
        await Transport.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override async Task ReopenAsync()
    {
        await Transport.CloseAsync();
        await base.ReopenAsync();
        await Transport.OpenAsync(Lane, Fixture.Signals);
    }

    protected override async Task KillAsync()
    {
        await Transport.KillAsync();
        await base.KillAsync();
        await Transport.OpenAsync(Lane, Fixture.Signals);
    }

    protected LaneStep Start(LaneOptions? options = null, IOutbox? outbox = null) => Start(Partner, options ?? Options, outbox ?? Outbox, new Random(7));

    protected LaneStep Start(IConnector partner, LaneOptions options, IOutbox outbox, Random random)
    {
        var ports = new LanePorts(outbox, Board, Fixture.Signals, Clock, random, new ClaimPace(outbox, Clock, poll: null), Stores.Parties, Port<IReceivers>());
        var lane = new LaneStep(partner, options, ports, Transport.Source(Lane, ports), NullLogger<LaneStep>.Instance);
        if (Transport.Transport is { } transport)
        {
            _relays.Add(lane, new RelayStep(Lane, options, ports, transport, NullLogger<RelayStep>.Instance, partner.HasReceivers));
        }

        return lane;
    }

    /// <summary>Runs the lane once, with a broker its relay before it. Returns when either wants to run next.</summary>
    protected async Task<DateTimeOffset?> RunOnceAsync(LaneStep lane)
    {
        if (!_relays.TryGetValue(lane, out var relay))
        {
            return await lane.RunOnceAsync(Ct);
        }

        var announce = await relay.RunOnceAsync(Ct);
        await Transport.DeliveredAsync();
        var arrived = lane.Wake.Rings;
        var deliver = await lane.RunOnceAsync(Ct);

        // The bell calls the relay again as soon as there is room.
        return lane.Wake.Rings > arrived ? Now : announce is null || deliver < announce ? deliver ?? announce : announce;
    }

    /// <summary>Runs the step until it has nothing to do at this moment. Returns when it wants to run next.</summary>
    protected async Task<DateTimeOffset?> RunAsync(IStep step)
    {
        for (var i = 0; i < 2_000; i++)
        {
            if (await (step is LaneStep lane ? RunOnceAsync(lane) : step.RunOnceAsync(Ct)) is not { } next)
            {
                return null;
            }

            if (next > Now)
            {
                return next;
            }
        }

        throw new Xunit.Sdk.XunitException($"{step.Name} spins.");
    }

    /// <summary>Runs the step through time as a loop would, without anybody ringing.</summary>
    protected async Task LiveAsync(IStep step, TimeSpan span)
    {
        var until = Now + span;
        while (await RunAsync(step) is { } next && next <= until)
        {
            Clock.MoveTo(next);
        }

        Clock.MoveTo(until);
    }

    protected static async Task GiveAsync(LaneStep step, TaskCompletionSource<Handled> asked, Outcome outcome)
    {
        var seen = step.Wake.Rings;
        asked.SetResult(outcome);
        await step.Wake.RungAfterAsync(seen).WaitAsync(Hang.Limit);
    }

    /// <summary>Accepts an event about each key, one after the other in time, so that they fall due in this order.</summary>
    protected async Task<EnvelopeId[]> PutAllAsync(params string[] keys)
    {
        var ids = new EnvelopeId[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            ids[i] = await PutAsync(keys[i]);
            Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        return ids;
    }

    protected IEnumerable<EnvelopeId> SeenIds => Partner.Seen.Select(delivery => delivery.Envelope.Id);

    protected async Task<EnvelopeState> StateAsync(EnvelopeId id) => (await FindAsync(id)).State;
}
