using Hub.Core;
using Hub.Core.Calendar;
using Hub.Core.Schemas.Explaining;
using Hub.Payments.Model;

namespace Hub.Payments.Accounts;

/// <summary>What an account of the table is to become. Pure: judged before a proposal is stored, and again where it is carried out.</summary>
public static class AccountChange
{
    private const int MaxHolder = 100;
    private const int MaxNumber = 19;
    private const int MaxFeeTypes = 50;
    private const int MaxCode = 60;

    /// <summary>What a proposal about an account is about: <c>970436/0011012345678</c>.</summary>
    public static string Subject(string bin, string number) => $"{bin}/{number}";

    /// <summary>Null for a text that names no account.</summary>
    public static (string Bin, string Number)? Read(string subject) =>
        subject.Split('/') is [var bin, var number] && bin.Length == 6 && bin.All(char.IsAsciiDigit) && number.Length is > 0 and <= MaxNumber && number.All(char.IsAsciiLetterOrDigit)
            ? (bin, number)
            : null;

    /// <param name="rows">The account as the table has it, one row for each time from which something else holds.</param>
    /// <returns>Rows to write: the new one, and the one before it where that would last into it. Only what lies behind is never changed.</returns>
    public static IReadOnlyList<BeneficiaryAccount> Apply(IEnumerable<BeneficiaryAccount> rows, BeneficiaryAccount wanted)
    {
        var all = rows.OrderBy(row => row.ValidFrom).ToList();
        var same = all.FirstOrDefault(row => row.ValidFrom == wanted.ValidFrom);
        var before = all.LastOrDefault(row => row.ValidFrom < wanted.ValidFrom && (row.ValidUntil is not { } last || last >= wanted.ValidFrom));
        return
        [
            .. before is null ? (BeneficiaryAccount[])[] : [before with { ValidUntil = wanted.ValidFrom.AddDays(-1) }],
            wanted with { Version = same?.Version ?? 0 },
        ];
    }

    /// <summary>The same for a wish that is carried out now: what was right when it was proposed may reach back by the time it is approved.</summary>
    /// <returns>Null when it may not be any more.</returns>
    public static IReadOnlyList<BeneficiaryAccount>? ApplyAt(IReadOnlyList<BeneficiaryAccount> rows, BeneficiaryAccount wanted, DateTimeOffset at) =>
        Check(rows, wanted, VietnamClock.DayOf(at)).Count == 0 ? Apply(rows, wanted) : null;

    /// <returns>What is wrong with the wish; empty when nothing is.</returns>
    public static IReadOnlyList<SchemaViolation> Check(IEnumerable<BeneficiaryAccount> rows, BeneficiaryAccount wanted, DateOnly today)
    {
        var next = rows.Where(row => row.ValidFrom > wanted.ValidFrom).OrderBy(row => row.ValidFrom).FirstOrDefault();
        var same = rows.FirstOrDefault(row => row.ValidFrom == wanted.ValidFrom);
        return
        [
            .. Fault(wanted.Holder.Trim().Length is 0 or > MaxHolder, "/holder", "maxLength", ($"Tên chủ tài khoản dài từ 1 đến {MaxHolder} ký tự.", $"The holder has 1 to {MaxHolder} characters.")),
            .. Fault(wanted.FeeTypes.Count > MaxFeeTypes || wanted.FeeTypes.Any(type => type.Length is 0 or > MaxCode), "/feeTypes", "maxItems", ($"Tối đa {MaxFeeTypes} loại phí, mỗi mã 1 đến {MaxCode} ký tự.", $"At most {MaxFeeTypes} fee types of 1 to {MaxCode} characters.")),
            .. Fault(wanted.Agency?.Length is 0 or > MaxCode, "/agency", "maxLength", ($"Mã cơ quan dài từ 1 đến {MaxCode} ký tự.", $"The agency has 1 to {MaxCode} characters.")),
            .. Fault(wanted.ShareKept is < 0 or > 10_000, "/shareKept", "range", ("Tỷ lệ để lại từ 0 đến 10000 phần vạn.", "The share kept is 0 to 10000 hundredths of a per cent.")),
            .. Fault(wanted.ValidUntil < wanted.ValidFrom, "/validUntil", "minimum", ("Ngày cuối không được trước ngày đầu.", "The last day cannot be before the first.")),

            // Money that came in yesterday came into the account as it was.
            .. Fault(wanted.ValidFrom < today && same is null, "/validFrom", "minimum", ("Thay đổi không có hiệu lực ngược về trước hôm nay.", "A change does not reach back before today.")),
            .. Fault(same is not null && wanted.ValidFrom < today && (wanted with { ValidUntil = same.ValidUntil, Version = same.Version, FeeTypes = same.FeeTypes } != same || !wanted.FeeTypes.SequenceEqual(same.FeeTypes)),
                "/validFrom", "minimum", ("Với tài khoản đang dùng chỉ đổi được ngày cuối; đổi nội dung khác thì nêu ngày bắt đầu mới.", "Of an account in use only the last day changes; for anything else give a new first day.")),
            .. Fault(wanted.ValidUntil < today.AddDays(-1), "/validUntil", "minimum", ("Ngày cuối không được trước hôm qua.", "The last day cannot be before yesterday.")),
            .. Fault(next is not null && (wanted.ValidUntil is not { } until || until >= next.ValidFrom), "/validUntil", "maximum", ("Trùng thời gian với một thay đổi đã được duyệt về sau.", "It overlaps a later change that was approved.")),
        ];
    }

    private static IEnumerable<SchemaViolation> Fault(bool isWrong, string pointer, string rule, Bilingual text) => isWrong ? [new SchemaViolation(pointer, rule, text)] : [];
}
