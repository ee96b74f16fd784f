using Hub.Core.Trust;
using Hub.Functions.Http;
using Hub.Functions.Trust;
using Hub.Payments;
using Hub.Payments.Booking;

namespace Hub.Functions.Payments;

/// <summary>What the endpoints of payments share.</summary>
internal static class PaymentDoc
{
    public const string Tag = "payments";

    /// <summary>Texts of transfers are personal data: those who keep the money see them.</summary>
    public static Access Readers { get; } = Access.To(PaymentsDescriptor.Role, Role.Admin);
}

/// <summary>Whether every đồng that came in is in exactly one place.</summary>
internal sealed class LedgerCheck(IPayments payments) : IVerifyCheck
{
    public string Name => "ledger";

    public async Task<IReadOnlyList<string>> FaultsAsync(CancellationToken ct) =>
        [.. (await payments.FaultsAsync(ct)).Select(fault => $"{fault.Code} {fault.Id}: {fault.Found} / {fault.Expected}")];
}
