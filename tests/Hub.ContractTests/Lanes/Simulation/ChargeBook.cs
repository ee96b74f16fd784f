using Hub.Core.Envelopes;
using Hub.Core.Outbox;

namespace Hub.ContractTests.Lanes.Simulation;

/// <summary>Keeps beside the lane who was charged for the partner's fault since the partner last answered.</summary>
internal sealed class ChargeBook
{
    private readonly List<EnvelopeId> _charged = [];

    public IReadOnlyList<EnvelopeId> Charged => _charged;

    /// <param name="isStored">Whether the charges reach the store; that the partner answered is known either way.</param>
    public void Settling(IReadOnlyList<Settlement> settlements, bool isStored)
    {
        foreach (var settlement in settlements)
        {
            switch (settlement.Attempt)
            {
                case { Outcome: "retry", Reason: "http-503" or "torn" or "quá hạn giữ chỗ mà chưa xong / no end within the lease" } when isStored && settlement.Fate is Fate.Again { Counted: true }:
                    _charged.Add(settlement.Delivery.Envelope.Id);
                    break;
                case { Outcome: "done" or "reject" or "fault" } or { Outcome: "retry", Reason: "busy" }:
                    _charged.Clear();
                    break;
            }
        }
    }

    public void Refunded(IEnumerable<EnvelopeId> ids)
    {
        foreach (var id in ids)
        {
            if (!_charged.Remove(id))
            {
                throw new Xunit.Sdk.XunitException($"{id} was refunded without a charge");
            }
        }
    }

    /// <summary>A new process knows nothing of former charges.</summary>
    public void Forget() => _charged.Clear();
}
