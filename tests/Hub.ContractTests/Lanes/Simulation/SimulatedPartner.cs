using Hub.Core.Envelopes;
using Hub.Core.Outbox;

namespace Hub.ContractTests.Lanes.Simulation;

/// <summary>
/// A partner of every mood, with a connector that behaves as a real one must: when a delivery is doubtful it asks before it sends.
/// It counts effects by envelope, so that a doubled one is seen.
/// </summary>
internal sealed class SimulatedPartner(string lane, Random random, Func<DateTimeOffset> now) : IConnector
{
    private static readonly Outcome Busy = new Outcome.Retry("busy");
    private static readonly Outcome Down = new Outcome.Retry("http-503", PartnerDown: true);
    private static readonly Outcome Torn = new Outcome.Retry("torn", PartnerDown: true, Doubtful: true);

    public string Lane => lane;

    public IReadOnlyCollection<string> Types => [];

    public bool IsAway { get; set; }

    /// <summary>Whether the probe says yes although the partner is away.</summary>
    public bool ProbeLies { get; set; }

    /// <summary>Nothing goes wrong any more.</summary>
    public bool IsWell { get; set; }

    public List<PendingCall> Pending { get; } = [];

    /// <summary>Effects in the order in which they took place.</summary>
    public List<Envelope> Effects { get; } = [];

    /// <summary>What no partner should ever see.</summary>
    public List<string> Complaints { get; } = [];

    public Task<Handled> HandleAsync(Delivery delivery, CancellationToken ct)
    {
        if (Pending.Exists(call => call.Delivery.Envelope.Key == delivery.Envelope.Key))
        {
            Complaints.Add($"two of key {delivery.Envelope.Key} in flight");
        }

        var call = new PendingCall(delivery, now(), new TaskCompletionSource<Handled>());
        Pending.Add(call);
        ct.Register(() => HangUp(call, ct));
        return call.Answer.Task;
    }

    // The hub gave the call up before an answer came; it may have taken effect all the same.
    private void HangUp(PendingCall call, CancellationToken ct)
    {
        if (Pending.Remove(call) && !IsAway && random.Next(2) == 0 && !(call.Delivery.IsDoubtful && Has(call.Delivery.Envelope)))
        {
            Apply(call.Delivery.Envelope);
        }

        call.Answer.TrySetCanceled(ct);
    }

    public Task<string?> ProbeAsync(CancellationToken ct) => Task.FromResult(IsAway && !ProbeLies ? "away" : null);

    /// <summary>The call reaches the partner and its answer comes back. Returns what it was, for the trace.</summary>
    public string Answer(PendingCall call)
    {
        Pending.Remove(call);
        var envelope = call.Delivery.Envelope;
        if (IsAway)
        {
            return Give(call, random.Next(3) == 0 ? Torn : Down);
        }

        if (call.Delivery.IsDoubtful && Has(envelope))
        {
            return Give(call, new Outcome.Done("found equal"));
        }

        switch (IsWell ? 0 : random.Next(100))
        {
            case < 62:
                Apply(envelope);
                return Give(call, new Outcome.Done());
            case < 72:
                return Give(call, Busy);
            case < 79:
                return Give(call, Down);
            case < 86:
                Apply(envelope);
                return Give(call, Torn);
            case < 89:
                return Give(call, Torn);
            case < 92:
                return Give(call, new Outcome.Reject("http-422", "refused"));
            case < 96:
                return Give(call, new Outcome.Defer("later", now() + TimeSpan.FromMinutes(random.Next(200))));
            case < 98:
                Apply(envelope);
                goto default;
            default:
                call.Answer.SetException(new FormatException("bug"));
                return "fault";
        }
    }

    /// <summary>The hub will never hear of these calls; each may have taken effect.</summary>
    public void Forget()
    {
        foreach (var call in Pending.Where(_ => !IsAway && random.Next(2) == 0))
        {
            if (!call.Delivery.IsDoubtful || !Has(call.Delivery.Envelope))
            {
                Apply(call.Delivery.Envelope);
            }
        }

        Pending.Clear();
    }

    private bool Has(Envelope envelope) => Effects.Exists(effect => effect.Id == envelope.Id);

    private void Apply(Envelope envelope)
    {
        if (Has(envelope))
        {
            Complaints.Add($"a second effect of {envelope.Key}/{envelope.Seq}");
        }

        Effects.Add(envelope);
    }

    private static string Give(PendingCall call, Outcome outcome)
    {
        call.Answer.SetResult(outcome);
        return outcome is Outcome.Retry retry ? retry.Reason : outcome.GetType().Name;
    }
}
