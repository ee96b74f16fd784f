using System.Text.Json;
using Hub.Core;
using Hub.Core.Approvals;
using Hub.Core.Intake;
using Hub.Core.Schemas.Explaining;
using Hub.Core.Trust;
using Hub.Payments.Booking;
using Hub.Payments.Settings;

namespace Hub.Payments.Accounts;

/// <summary>A new, changed or ended beneficiary account. Its subject is <c>BIN/NUMBER</c>; it stands as all its rows do, none of them for a new one.</summary>
public sealed class AccountChangeKind(IPayments payments, TimeProvider clock) : IProposalKind
{
    public const string KindName = "account-change";

    public string Name => KindName;

    public Bilingual Title { get; } = ("Thay đổi tài khoản thụ hưởng", "Change of a beneficiary account");

    public IReadOnlyList<string> Roles { get; } = [PaymentCodes.Finance, Role.Admin];

    public TimeSpan Lifetime { get; } = TimeSpan.FromDays(7);

    public async Task<(ProposalBasis? Basis, Refusal? Refusal)> WeighAsync(string subject, ReadOnlyMemory<byte> after, CancellationToken ct)
    {
        if (AccountChange.Read(subject) is not var (bin, number))
        {
            return (null, Wrong("/subject", "pattern", ("subject là mã NAPAS sáu số, dấu / và số tài khoản.", "subject is NAPAS' six digits, a slash and the account's number.")));
        }

        Model.BeneficiaryAccount wanted;
        try
        {
            wanted = AccountDocument.Wish(bin, number, after.Span);
        }
        catch (JsonException)
        {
            return (null, Wrong("/after", "json", ("after cần holder, validFrom; có thể có validUntil, feeTypes, agency, shareKept.", "after holds holder, validFrom and perhaps validUntil, feeTypes, agency, shareKept.")));
        }

        var rows = (await payments.AccountsAsync(ct)).Where(row => row.Bin == bin && row.Number == number).ToList();
        var today = DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(Core.Calendar.VietnamClock.Offset).DateTime);
        return AccountChange.Check(rows, wanted, today) is { Count: > 0 } faults
            ? (null, new Refusal(RefusalNames.SchemaViolation, [.. faults.Select(fault => fault with { Pointer = "/after" + fault.Pointer })]))
            : (new ProposalBasis(AccountDocument.Of(rows), AccountDocument.Of(wanted), LimitClass: "account"), null);
    }

    private static Refusal Wrong(string pointer, string rule, Bilingual text) => new(RefusalNames.SchemaViolation, [new SchemaViolation(pointer, rule, text)]);
}
