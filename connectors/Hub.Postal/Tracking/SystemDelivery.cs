using Hub.Core.Inbox;
using Hub.Core.Tasks;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;
using Hub.Postal.Telling;

namespace Hub.Postal.Tracking;

/// <summary>
/// What follows when an operator's own system, and none of its staff here, tells that a parcel was delivered: the receiver that it names is the proof, and the
/// order's amount was taken, since no parcel is handed out unpaid. Both give way to what its staff tell.
/// </summary>
internal sealed class SystemDelivery(PostalOptions options, PostalAlerts alerts)
{
    public Consignment Apply(Consignment delivered, TrackingEvent tracked, DateTimeOffset receivedAt, List<WorkTask> tasks, List<Submission> events)
    {
        if (tracked.Kind is not PostalRecordKind.Tracking)
        {
            return delivered;
        }

        var paid = Pay(delivered);
        if (paid.Direction is PostalDirection.Pickup || paid.Proof is not null || tracked.Receiver is not { } name)
        {
            return paid;
        }

        var (relation, isAllowed) = Entitlement.OfName(paid, name);
        var proven = paid with { Proof = new ProofOfDelivery(name, relation, false, null, null, null, null, null, paid.StateAt, isAllowed) { FromSystem = true } };
        events.Add(PostalEvents.ProofRecorded(proven, receivedAt));
        if (isAllowed is false)
        {
            var (task, told) = alerts.Raise(ActSentences.NotEntitled(proven, options), $"{proven.Number}/{tracked.Key}", proven, receivedAt);
            tasks.Add(task);
            events.Add(told);
        }

        return proven;
    }

    private Consignment Pay(Consignment delivered) => delivered is { FeeToCollect: > 0, Cash: null, Operator: { } carrier }
        && options.Operators.TryGetValue(carrier, out var party) && FeeWords.IsAmount(delivered.Direction, party)
            ? delivered with { Cash = new PostalCash(delivered.FeeToCollect, delivered.StateAt, carrier, null, null) { FromSystem = true } }
            : delivered;
}
