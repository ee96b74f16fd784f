using Hub.Core.Envelopes;
using Hub.Core.Outbox;

namespace Hub.ContractTests.Lanes;

/// <summary>A partner that answers as the test says and remembers what reached it.</summary>
internal sealed class ScriptedPartner(string lane, params string[] types) : IConnector
{
    public string Lane => lane;

    public IReadOnlyCollection<string> Types => types;

    /// <summary>What reached the partner, in order.</summary>
    public List<Delivery> Seen { get; } = [];

    public int Probes { get; private set; }

    public Func<Delivery, CancellationToken, Task<Handled>> Answer { get; set; } = static (_, _) => Task.FromResult<Handled>(new Outcome.Done());

    /// <summary>Whose a delivery is; null: the partner is one.</summary>
    public Func<Delivery, string?>? Receiver { get; set; }

    public bool HasReceivers => Receiver is not null;

    public ValueTask<string?> ReceiverAsync(Delivery delivery, CancellationToken ct) => ValueTask.FromResult(Receiver?.Invoke(delivery));

    /// <summary>Null when the partner is there.</summary>
    public Func<string?> Probe { get; set; } = static () => null;

    public void Says(Func<Delivery, Handled> answer) => Answer = (delivery, _) => Task.FromResult(answer(delivery));

    public void Says(Outcome outcome) => Says(_ => outcome);

    public Task<Handled> HandleAsync(Delivery delivery, CancellationToken ct)
    {
        Seen.Add(delivery);
        return Answer(delivery, ct);
    }

    public Task<string?> ProbeAsync(CancellationToken ct)
    {
        Probes++;
        ct.ThrowIfCancellationRequested();
        return Task.FromResult(Probe());
    }
}
