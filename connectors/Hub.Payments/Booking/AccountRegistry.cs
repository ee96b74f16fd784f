using Hub.Payments.Model;
using Hub.Payments.Settings;

namespace Hub.Payments.Booking;

/// <summary>The accounts of the centre: those of the table, and as long as it is empty those of the settings.</summary>
public sealed class AccountRegistry(IPayments payments, PaymentsOptions options)
{
    private readonly IReadOnlyList<BeneficiaryAccount> _configured =
    [
        .. options.Accounts.Select(account => new BeneficiaryAccount
        {
            Bin = account.Bin,
            Number = account.Number,
            Holder = account.Holder,
            FeeTypes = account.FeeTypes,
            Agency = account.Agency.Length == 0 ? null : account.Agency,
            ValidFrom = DateOnly.MinValue,
        }),
    ];

    public async Task<IReadOnlyList<BeneficiaryAccount>> ListAsync(CancellationToken ct) => await payments.AccountsAsync(ct) is { Count: > 0 } table ? table : _configured;
}
