using Hub.Core;
using Hub.Core.Calendar;
using Hub.Functions.Http;
using Hub.Payments.Accounts;
using Hub.Payments.Booking;
using Hub.Payments.Model;
using Hub.Payments.Settings;

namespace Hub.Functions.Payments;

/// <summary>Whether the settings say of the accounts what the table says. Once the table holds one, it alone decides: what only the settings have is paid by nobody.</summary>
internal sealed class AccountCheck(IPayments payments, PaymentsOptions options, TimeProvider clock) : IVerifyCheck
{
    private static readonly Bilingual Mend = new(
        "bảng là nơi quyết định: xóa hoặc sửa Payments:Accounts, hay đề nghị bằng hub accounts propose", "the table decides: remove or mend Payments:Accounts, or propose by hub accounts propose");

    public string Name => "accounts";

    public bool IsOfSettings => true;

    public async Task<IReadOnlyList<string>> FaultsAsync(CancellationToken ct) =>
        [.. Compare(options.Accounts, await payments.AccountsAsync(ct), VietnamClock.DayOf(clock.GetUtcNow())).Select(fault => new Bilingual($"{fault.Vi}; {Mend.Vi}", $"{fault.En}; {Mend.En}").ToString())];

    private static IEnumerable<Bilingual> Compare(IReadOnlyList<AccountOptions> settings, IReadOnlyList<BeneficiaryAccount> table, DateOnly today)
    {
        if (table.Count == 0 || settings.Count == 0)
        {
            yield break;
        }

        var valid = table.Where(account => account.IsValidOn(today)).ToLookup(account => AccountChange.Subject(account.Bin, account.Number), StringComparer.Ordinal);
        foreach (var set in settings)
        {
            var subject = AccountChange.Subject(set.Bin, set.Number);
            if (valid[subject].FirstOrDefault() is not { } row)
            {
                yield return new($"{subject}: có trong thiết lập, hôm nay không có trong bảng", $"{subject}: in the settings, not in the table today");
            }
            else if (row.Holder != set.Holder)
            {
                yield return new($"{subject}: thiết lập và bảng ghi khác chủ tài khoản", $"{subject}: settings and table name another holder");
            }
            else if ((row.Agency ?? "") != set.Agency || !row.FeeTypes.ToHashSet(StringComparer.Ordinal).SetEquals(set.FeeTypes))
            {
                yield return new($"{subject}: thiết lập và bảng ghi khác cơ quan hoặc loại khoản thu", $"{subject}: settings and table name another agency or other types of fee");
            }
        }

        var known = settings.Select(set => AccountChange.Subject(set.Bin, set.Number)).ToHashSet(StringComparer.Ordinal);
        foreach (var subject in valid.Select(row => row.Key).Where(subject => !known.Contains(subject)))
        {
            yield return new($"{subject}: có trong bảng, không có trong thiết lập", $"{subject}: in the table, not in the settings");
        }
    }
}
