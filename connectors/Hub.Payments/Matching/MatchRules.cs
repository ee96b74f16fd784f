using System.Collections.Frozen;
using Hub.Core;

namespace Hub.Payments.Matching;

/// <summary>The ladder: what proves more is asked first.</summary>
public enum MatchLevel
{
    ExactReference = 1,
    BankReference,
    TerminalTrace,
    AmountDayPayer,
    BatchNet,
    PostRemittance,
    PartsAndCombined,
    Treasury,
}

/// <summary>By what two lines, or a line and a fee, were brought together. Each belongs to one level.</summary>
public enum MatchRule
{
    /// <summary>A person or a receipt says which fee.</summary>
    NamedFee,
    ExactReference,
    BankReference,
    NamedInText,
    Rrn,
    TerminalTrace,
    VoidedSale,
    PayerAmountDay,
    ApprovalAmountDay,
    AgreedCharge,
    BatchNet,
    BatchesNet,
    PostRemittance,
    Parts,
    Combined,
    Treasury,
}

/// <summary>How much a match rests on.</summary>
public enum MatchBand
{
    /// <summary>Not enough: a person decides, nothing is matched by it.</summary>
    Candidate,
    Fair,
    Strong,
    Certain,
}

/// <param name="Name">Kebab-case, stable.</param>
public sealed record MatchRuleRow(MatchRule Rule, MatchLevel Level, string Name, Bilingual Text);

/// <summary>The rules with their levels and words: the only place that says which rule is of which level.</summary>
public static class MatchRules
{
    public static IReadOnlyList<MatchRuleRow> Rows { get; } =
    [
        new(MatchRule.NamedFee, MatchLevel.ExactReference, "named-fee", ("Chứng từ ghi rõ khoản thu", "The receipt names the fee")),
        new(MatchRule.ExactReference, MatchLevel.ExactReference, "exact-reference", ("Mã tham chiếu đầy đủ và đúng số kiểm tra", "The payment reference is whole and its check character right")),
        new(MatchRule.BankReference, MatchLevel.BankReference, "bank-reference", ("Cùng số giao dịch của ngân hàng", "The bank's reference is the same")),
        new(MatchRule.NamedInText, MatchLevel.BankReference, "named-in-text", ("Nội dung ghi số giao dịch của bên kia", "The text names the other's reference")),
        new(MatchRule.Rrn, MatchLevel.BankReference, "rrn", ("Cùng số tham chiếu thẻ (RRN)", "The card's reference number (RRN) is the same")),
        new(MatchRule.TerminalTrace, MatchLevel.TerminalTrace, "terminal-trace", ("Cùng máy POS, lô và số giao dịch", "Terminal, batch and trace are the same")),
        new(MatchRule.VoidedSale, MatchLevel.TerminalTrace, "voided-sale", ("Giao dịch thẻ và lệnh hủy của nó", "A card sale and its void")),
        new(MatchRule.PayerAmountDay, MatchLevel.AmountDayPayer, "payer-amount-day", ("Cùng số tiền, ngày và lời của người nộp", "Amount, day and the payer's words are the same")),
        new(MatchRule.ApprovalAmountDay, MatchLevel.AmountDayPayer, "approval-amount-day", ("Cùng mã chuẩn chi, số tiền và ngày", "Approval code, amount and day are the same")),
        new(MatchRule.AgreedCharge, MatchLevel.AmountDayPayer, "agreed-charge", ("Phí ngân hàng đúng mức đã thỏa thuận", "A charge of the bank as it was agreed")),
        new(MatchRule.BatchNet, MatchLevel.BatchNet, "batch-net", ("Lô POS trừ phí và thuế bằng khoản báo có", "The batch less charges and VAT is what was credited")),
        new(MatchRule.BatchesNet, MatchLevel.BatchNet, "batches-net", ("Nhiều lô POS trừ phí và thuế bằng một khoản báo có", "Several batches less charges and VAT are one credit")),
        new(MatchRule.PostRemittance, MatchLevel.PostRemittance, "post-remittance", ("Bảng kê nộp tiền bằng khoản báo có", "The remittance list is what was credited")),
        new(MatchRule.Parts, MatchLevel.PartsAndCombined, "parts", ("Nhiều lần nộp cho một khoản thu", "Several payments of one fee")),
        new(MatchRule.Combined, MatchLevel.PartsAndCombined, "combined", ("Một lần nộp cho nhiều khoản", "One payment for several")),
        new(MatchRule.Treasury, MatchLevel.Treasury, "treasury", ("Các khoản thu trừ phần để lại bằng khoản nộp Kho bạc", "Payments less the share kept are what went to the treasury")),
    ];

    private static readonly FrozenDictionary<MatchRule, MatchRuleRow> Known = Rows.ToFrozenDictionary(row => row.Rule);

    public static MatchRuleRow Of(MatchRule rule) => Known[rule];
}

/// <summary>What agrees between the lines of a match.</summary>
[Flags]
public enum MatchSignals
{
    None = 0,
    Reference = 1,
    Named = 1 << 1,
    BankReference = 1 << 2,
    Rrn = 1 << 3,
    TerminalTrace = 1 << 4,
    Approval = 1 << 5,
    Amount = 1 << 6,
    Sum = 1 << 7,
    Account = 1 << 8,
    Day = 1 << 9,
    NearDay = 1 << 10,
    Time = 1 << 11,
    Payer = 1 << 12,
    CutReference = 1 << 13,
}

/// <summary>What each signal weighs, and from which sum on a band begins.</summary>
public static class MatchScore
{
    private const int Certain = 80;
    private const int Strong = 60;
    private const int Fair = 45;

    public static IReadOnlyList<(MatchSignals Signal, int Weight, Bilingual Text)> Weights { get; } =
    [
        (MatchSignals.Reference, 50, ("mã tham chiếu", "payment reference")),
        (MatchSignals.Named, 50, ("chứng từ ghi rõ", "named by the paper")),
        (MatchSignals.BankReference, 50, ("số giao dịch ngân hàng", "bank reference")),
        (MatchSignals.Rrn, 50, ("số RRN", "RRN")),
        (MatchSignals.TerminalTrace, 40, ("máy POS và lô", "terminal and batch")),
        (MatchSignals.Approval, 20, ("mã chuẩn chi", "approval code")),
        (MatchSignals.Amount, 20, ("số tiền", "amount")),
        (MatchSignals.Sum, 20, ("tổng số tiền", "sum")),
        (MatchSignals.Account, 10, ("tài khoản", "account")),
        (MatchSignals.Day, 10, ("ngày", "day")),
        (MatchSignals.NearDay, 5, ("ngày gần nhau", "days close together")),
        (MatchSignals.Time, 10, ("giờ", "time")),
        (MatchSignals.Payer, 15, ("lời của người nộp", "payer's words")),
        (MatchSignals.CutReference, 10, ("mã tham chiếu bị cắt", "cut reference")),
    ];

    public static int Of(MatchSignals signals)
    {
        var score = 0;
        foreach (var (signal, weight, _) in Weights)
        {
            score += (signals & signal) != 0 ? weight : 0;
        }

        return score;
    }

    public static MatchBand Band(MatchSignals signals) => Of(signals) switch { >= Certain => MatchBand.Certain, >= Strong => MatchBand.Strong, >= Fair => MatchBand.Fair, _ => MatchBand.Candidate };

    public static Bilingual Words(MatchSignals signals)
    {
        var texts = Weights.Where(row => signals.HasFlag(row.Signal)).Select(row => row.Text).ToList();
        return (string.Join(", ", texts.Select(text => text.Vi)), string.Join(", ", texts.Select(text => text.En)));
    }
}

/// <summary>What speaks against a line that was near.</summary>
public enum Exclusion
{
    AmountDiffers,
    AccountDiffers,
    DayTooFar,
    TimeTooFar,
    BankReferenceDiffers,
    SlipDiffers,
    ReferenceDiffers,
    NothingCommon,
    UsedElsewhere,
    EqualToAnother,
}

public static class Exclusions
{
    public static Bilingual Text(Exclusion why) => why switch
    {
        Exclusion.AmountDiffers => ("số tiền khác", "the amount differs"),
        Exclusion.AccountDiffers => ("tài khoản khác", "the account differs"),
        Exclusion.DayTooFar => ("ngày cách quá xa", "the days are too far apart"),
        Exclusion.TimeTooFar => ("giờ cách quá xa", "the times are too far apart"),
        Exclusion.BankReferenceDiffers => ("số giao dịch ngân hàng khác", "the bank's reference differs"),
        Exclusion.SlipDiffers => ("số của phiếu POS khác", "the slip's numbers differ"),
        Exclusion.ReferenceDiffers => ("mã tham chiếu khác", "the payment reference differs"),
        Exclusion.NothingCommon => ("không có lời hay số nào của người nộp chung", "no word or number of the payer is common to both"),
        Exclusion.UsedElsewhere => ("đã khớp với khoản khác", "it is matched elsewhere"),
        Exclusion.EqualToAnother => ("giống hệt khoản khác, người phải chọn", "it is equal to another, a person must choose"),
        _ => throw new ArgumentOutOfRangeException(nameof(why), why, null),
    };
}
