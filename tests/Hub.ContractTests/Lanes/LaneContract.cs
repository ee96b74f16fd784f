using Hub.Core.Envelopes;
using Hub.Core.Lanes;
using Hub.Core.Ports;
using Hub.Core.Steps;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.ContractTests.Lanes;

/// <summary>One lane over a real store on a manual clock, its steps run by hand.</summary>
public abstract class LaneContract<TFixture> : Contract<TFixture>
    where TFixture : StoreFixture, new()
{
    protected static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    protected static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    protected static readonly Outcome Away = new Outcome.Retry("http-503", PartnerDown: true);
    protected static readonly LaneOptions Options = new() { RatePerSecond = 0 };

    internal ScriptedPartner Partner { get; } = new(Lane);

    protected ILaneBoard Board => Port<ILaneBoard>();

    protected LaneStep Start(LaneOptions? options = null, IOutbox? outbox = null)
    {
        var set = options ?? Options;
        return new LaneStep(
            Partner, set, new LanePorts(outbox ?? Outbox, Board, Fixture.Signals, Clock, new Random(7), Pace(outbox)),
            new OutboxSource(outbox ?? Outbox, Pace(outbox)), NullLogger<LaneStep>.Instance);
    }

    private ClaimPace Pace(IOutbox? outbox) => new(outbox ?? Outbox, Clock, poll: null);

    /// <summary>Runs the step until it has nothing to do at this moment. Returns when it wants to run next.</summary>
    protected async Task<DateTimeOffset?> RunAsync(IStep step)
    {
        for (var i = 0; i < 2_000; i++)
        {
            if (await step.RunOnceAsync(Ct) is not { } next)
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
        await step.Wake.RungAfterAsync(seen).WaitAsync(TimeSpan.FromSeconds(30));
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
