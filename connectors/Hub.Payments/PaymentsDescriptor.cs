using Hub.Core.Dossiers;
using Hub.Core.Parties;
using Hub.Payments.Model;
using Hub.Payments.Settings;

namespace Hub.Payments;

/// <summary>Payments, as the rest of the hub knows them.</summary>
public static class PaymentsDescriptor
{
    /// <summary>Role of those who keep the centre's money in order.</summary>
    public const string Role = PaymentCodes.Finance;

    /// <summary>Role of the adapter by which the national portal asks what of a dossier is to be paid.</summary>
    public const string PlatformRole = PaymentCodes.PlatformRole;

    public static Party<PaymentsOptions> Party { get; } = new()
    {
        Lane = PaymentCodes.Lane,
        Name = new("sổ thu phí, lệ phí", "the ledger of fees"),
        Requests = PaymentsConnector.Requests,
        Timeline = new Dictionary<string, TimelineWording>(StringComparer.Ordinal)
        {
            [PaymentEventTypes.FeeAssessed] = (words, e) => Fee(words, e, words.Say(("Xác định khoản thu", "A fee was assessed"))),
            [PaymentEventTypes.FeeChanged] = (words, e) => TimelineWords.Join(Fee(words, e, words.Say(("Điều chỉnh khoản thu", "A fee was changed"))), e.Text("reason")),
            [PaymentEventTypes.FeeCancelled] = (words, e) => TimelineWords.Join(Fee(words, e, words.Say(("Hủy khoản thu", "A fee was cancelled"))), e.Text("reason")),
            [PaymentEventTypes.CashReceived] = (words, e) => TimelineWords.Join(
                Fee(words, e, words.Say(("Đã thu tiền mặt tại quầy", "Cash was taken at the counter"))), Money(e, "amount"), words.Labelled(("biên lai", "receipt"), e.Text("receipt"))),
            [PaymentEventTypes.FeePaid] = (words, e) => TimelineWords.Join(Fee(words, e, words.Say(("Đã nộp đủ", "The fee is paid"))), Money(e, "paid")),
            [PaymentEventTypes.FeeOverpaid] = (words, e) => TimelineWords.Join(Fee(words, e, words.Say(("Nộp thừa", "Too much was paid"))), words.Labelled(("thừa", "excess"), Money(e, "excess"))),
            [PaymentEventTypes.FeeUnderpaid] = (words, e) => TimelineWords.Join(
                Fee(words, e, words.Say(("Nộp thiếu", "Too little was paid"))), Money(e, "paid"), words.Labelled(("còn thiếu", "missing"), Money(e, "missing"))),
            [PaymentEventTypes.FeeRefundDue] = (words, e) => TimelineWords.Join(Fee(words, e, words.Say(("Phải hoàn tiền", "A refund is due"))), Money(e, "amount")),
            [PaymentEventTypes.FeeRefunded] = (words, e) => TimelineWords.Join(Fee(words, e, words.Say(("Đã hoàn tiền", "Money was refunded"))), Money(e, "amount")),
            [PaymentEventTypes.FeeWrittenOff] = (words, e) => TimelineWords.Join(Fee(words, e, words.Say(("Không thu phần còn thiếu", "The rest was written off"))), Money(e, "amount")),
            [PaymentEventTypes.PaymentReversed] = (words, e) => TimelineWords.Join(Fee(words, e, words.Say(("Khoản tiền bị thu hồi", "A payment was taken back"))), Money(e, "amount")),
            [PaymentEventTypes.FeeDiscrepancy] = (words, e) => TimelineWords.Join(
                Fee(words, e, words.Say(("Ngoại lệ đối soát", "A discrepancy"))), e.Text("sentences", words.Say(("vi", "en")))?.TrimEnd('.')),
        },
        Steps =
        [
            new("payments-decide", AtOneInstance: true, Schedule: "payments-decide"), new("payments-folder", AtOneInstance: true),
            new("payments-expected", AtOneInstance: true, Schedule: "payments-expected"), new("payments-platform", AtOneInstance: true, Schedule: "payments-platform"),
        ],
        Schedules = [new("payments-decide", "0 8/10 * * * *"), new("payments-expected", "0 9/15 * * * *"), new("payments-platform", "0 1/5 * * * *")],
        Roles = [new(Role), new(PlatformRole)],
        ReasonCodes = [.. PaymentReasonCodes.Sentences.Keys],
        TaskKinds = PaymentTaskKinds.All,
        Section = "Payments",
        Faults = PaymentsOptionsCheck.Check,
    };

    private static string Fee(TimelineWords words, TimelineData e, string what) => TimelineWords.Join(what, words.Labelled(("khoản", "fee"), e.Text("fee")));

    private static string? Money(TimelineData e, string name) => e.Number(name) is { } dong ? $"{TimelineData.Money(dong)} đ" : null;
}
