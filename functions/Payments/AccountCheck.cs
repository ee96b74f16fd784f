using Hub.Core;
using Hub.Core.Calendar;
using Hub.Functions.Http;
using Hub.Payments.Accounts;
using Hub.Payments.Booking;
using Hub.Payments.Settings;

namespace Hub.Functions.Payments;

/// <summary>Whether the settings say of the accounts what the table says. Once the table holds one, it alone decides.</summary>
internal sealed class AccountCheck(IPayments payments, PaymentsOptions options, TimeProvider clock) : IVerifyCheck
{
    public string Name => "accounts";

    public async Task<IReadOnlyList<string>> FaultsAsync(CancellationToken ct)
    {
        var table = await payments.AccountsAsync(ct);
        var today = VietnamClock.DayOf(clock.GetUtcNow());
        var valid = table.Where(account => account.IsValidOn(today)).ToLookup(account => AccountChange.Subject(account.Bin, account.Number), StringComparer.Ordinal);
        return table.Count == 0 ? [] :
        [
            .. from account in options.Accounts
               let subject = AccountChange.Subject(account.Bin, account.Number)
               where !valid[subject].Any(row => row.Holder == account.Holder)
               select (valid.Contains(subject)
                   ? new Bilingual($"{subject}: thiết lập và bảng ghi khác chủ tài khoản", $"{subject}: settings and table name another holder")
                   : new Bilingual($"{subject}: có trong thiết lập, không có trong bảng", $"{subject}: in the settings, not in the table")).ToString(),
        ];
    }
}
