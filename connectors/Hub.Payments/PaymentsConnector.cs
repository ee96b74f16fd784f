using Hub.Core.Envelopes;
using Hub.Core.Outbox;
using Hub.Payments.Fees;
using Hub.Payments.Model;
using Hub.Payments.Settings;

namespace Hub.Payments;

/// <summary>Lane <c>payments</c>: what the case system says of fees and cash. It is the hub's own work; nobody outside is called.</summary>
public sealed class PaymentsConnector(FeeService fees) : IConnector
{
    /// <summary>Types of the case system's events that are this lane's work.</summary>
    public static IReadOnlyCollection<string> Requests { get; } =
        [PaymentEventTypes.FeeAssessed, PaymentEventTypes.FeeChanged, PaymentEventTypes.FeeCancelled, PaymentEventTypes.CashReceived];

    public string Lane => PaymentCodes.Lane;

    public IReadOnlyCollection<string> Types => Requests;

    public async Task<Handled> HandleAsync(Delivery delivery, CancellationToken ct) => Requests.Contains(delivery.Envelope.Type)
        ? await fees.HandleAsync(delivery.Envelope, ct)
        : new Outcome.Reject(PaymentReasonCodes.TypeUnknown, $"{PaymentReasonCodes.Sentences[PaymentReasonCodes.TypeUnknown].With(delivery.Envelope.Type)}");

    public Task<string?> ProbeAsync(CancellationToken ct) => Task.FromResult<string?>(null);
}
