using System.Collections.Frozen;
using System.Text;
using Hub.Core;
using static Hub.Payments.Matching.DiscrepancyAct;
using static Hub.Payments.Matching.DiscrepancyOwner;
using static Hub.Payments.Matching.DiscrepancySeverity;

namespace Hub.Payments.Matching;

public enum DiscrepancyKind
{
    MissingAtBank,
    MissingInHub,
    Amount,
    DuplicatePayment,
    PaidAfterCancel,
    Unidentified,
    BankFeeWrong,
    SettlementShort,
    Late,
    Reversal,
    WrongAccount,
    MissingFile,

    /// <summary>Several fit equally.</summary>
    Ambiguous,

    /// <summary>The e-receipt says something else than the money.</summary>
    ReceiptDiffers,
}

public enum DiscrepancySeverity
{
    Low,
    Middle,
    High,
}

/// <summary>Whose move it is first.</summary>
public enum DiscrepancyOwner
{
    Finance,
    Counter,
    Bank,
    Acquirer,
}

public enum DiscrepancyAct
{
    MatchByHand,
    Split,
    RefundDue,

    /// <summary>Only below a limit of what is left open.</summary>
    WriteOff,
    AskBank,
}

/// <param name="Name">Kebab-case, stable.</param>
/// <param name="Days">Working days after which it is late.</param>
/// <param name="Acts">What may be done about it; nothing else is allowed.</param>
public sealed record DiscrepancyRow(DiscrepancyKind Kind, string Name, Bilingual Text, DiscrepancySeverity Severity, DiscrepancyOwner Owner, int Days, params DiscrepancyAct[] Acts);

/// <summary>The kinds of discrepancies, how grave each is, whose it is and what may be done: the only place that says so.</summary>
public static class DiscrepancyKinds
{
    public static IReadOnlyList<DiscrepancyRow> Rows { get; } =
    [
        new(DiscrepancyKind.MissingAtBank, "missing-at-bank", ("Đã báo có nhưng ngân hàng không có", "Told of, and not at the bank"), High, Bank, 2, MatchByHand, Split, WriteOff, AskBank),
        new(DiscrepancyKind.MissingInHub, "missing-in-hub", ("Ngân hàng có nhưng hệ thống không có", "At the bank, and not in the hub"), High, Counter, 2, MatchByHand, Split, RefundDue, AskBank),
        new(DiscrepancyKind.Amount, "amount", ("Lệch số tiền", "The amounts differ"), Middle, Finance, 3, MatchByHand, Split, RefundDue, WriteOff, AskBank),
        new(DiscrepancyKind.DuplicatePayment, "duplicate-payment", ("Nộp trùng", "Paid twice"), Middle, Finance, 3, MatchByHand, RefundDue, AskBank),
        new(DiscrepancyKind.PaidAfterCancel, "paid-after-cancel", ("Nộp sau khi hủy khoản thu", "Paid after the fee was cancelled"), Middle, Finance, 3, MatchByHand, RefundDue),
        new(DiscrepancyKind.Unidentified, "unidentified", ("Chưa rõ khoản thu", "Fits no fee"), Middle, Finance, 5, MatchByHand, Split, RefundDue, AskBank),
        new(DiscrepancyKind.BankFeeWrong, "bank-fee-wrong", ("Phí ngân hàng sai mức thỏa thuận", "A charge is not as agreed"), Low, Bank, 10, WriteOff, AskBank),
        new(DiscrepancyKind.SettlementShort, "settlement-short", ("Quyết toán thiếu", "The settlement is short"), High, Acquirer, 2, MatchByHand, Split, WriteOff, AskBank),
        new(DiscrepancyKind.Late, "late", ("Tiền về muộn", "Money came late"), Low, Bank, 10, MatchByHand, AskBank),
        new(DiscrepancyKind.Reversal, "reversal", ("Bị thu hồi", "Taken back"), High, Finance, 2, MatchByHand, AskBank),
        new(DiscrepancyKind.WrongAccount, "wrong-account", ("Vào sai tài khoản", "Paid into another account"), High, Finance, 3, MatchByHand, RefundDue, AskBank),
        new(DiscrepancyKind.MissingFile, "missing-file", ("Thiếu tệp sao kê hoặc quyết toán", "A file is missing"), High, Bank, 1, AskBank),
        new(DiscrepancyKind.Ambiguous, "ambiguous", ("Nhiều khả năng như nhau, người phải chọn", "Several fit equally, a person must choose"), Middle, Finance, 2, MatchByHand, Split, AskBank),
        new(DiscrepancyKind.ReceiptDiffers, "receipt-differs", ("Biên lai điện tử không đúng với tiền", "The e-receipt differs from the money"), Middle, Finance, 3, MatchByHand),
    ];

    private static readonly FrozenDictionary<DiscrepancyKind, DiscrepancyRow> Known = Rows.ToFrozenDictionary(row => row.Kind);

    public static DiscrepancyRow Of(DiscrepancyKind kind) => Known[kind];

    /// <param name="rest">What would stay open after the act, whole đồng.</param>
    /// <param name="limit">The largest rest that may be written off.</param>
    public static bool Allows(DiscrepancyKind kind, DiscrepancyAct act, long rest, long limit) =>
        Of(kind).Acts.Contains(act) && (act is not WriteOff || Math.Abs(rest) <= limit);

    /// <summary>Whether an act is for one person or for two: what gives money away or up always is for two, a match by hand above a limit.</summary>
    public static bool NeedsSecondPerson(DiscrepancyAct act, long amount, long limit) => act is RefundDue or WriteOff || (act is MatchByHand or Split && Math.Abs(amount) > limit);

    /// <summary>The table as it stands in the README, a line for each kind.</summary>
    public static string Markdown()
    {
        var text = new StringBuilder("| kind | on screen | severity | first move | days | allowed acts |\n|---|---|---|---|---|---|\n");
        foreach (var row in Rows)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| `{row.Name}` | {row.Text.Vi} | {Word(row.Severity)} | {Word(row.Owner)} | {row.Days} | {string.Join(", ", row.Acts.Select(act => $"`{Word(act)}`"))} |\n");
        }

        return text.ToString();
    }

    private static string Word<T>(T value)
        where T : struct, Enum => string.Concat($"{value}".Select((letter, at) => char.IsUpper(letter) ? (at == 0 ? "" : "-") + char.ToLowerInvariant(letter) : $"{letter}"));
}
