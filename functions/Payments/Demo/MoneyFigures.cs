using System.Text.Json.Nodes;
using Hub.Core;
using Hub.Core.Dossiers;
using Hub.Payments.Booking;
using Hub.Payments.Model;

namespace Hub.Functions.Payments.Demo;

/// <summary>Where the day's money is. Whole đồng.</summary>
/// <param name="Asked">All fees together.</param>
/// <param name="Paid">Fees that are paid in full.</param>
public sealed record MoneyFigures(int Fees, int Paid, long Asked, IReadOnlyList<Payment> Payments)
{
    private const int Page = 1000;

    public static MoneyFigures None { get; } = new(0, 0, 0, []);

    public long Transfers => By(PaymentMethod.Transfer) + By(PaymentMethod.Platform);

    public long Cards => By(PaymentMethod.Card);

    public long Cash => By(PaymentMethod.CounterCash) + By(PaymentMethod.CollectedCash);

    /// <summary>Everything that came in, what was taken back too.</summary>
    public long CameIn => Payments.Sum(payment => payment.Amount);

    public static async Task<MoneyFigures> ReadAsync(IPayments port, CancellationToken ct)
    {
        var (fees, payments) = (new List<Fee>(), new List<Payment>());
        for (var page = await port.FeesAsync(null, null, Page, ct); page.Count > 0; page = page.Count == Page ? await port.FeesAsync(null, page[^1].Id, Page, ct) : [])
        {
            fees.AddRange(page);
        }

        for (var page = await port.PaymentsAsync(0, Page, ct); page.Count > 0; page = page.Count == Page ? await port.PaymentsAsync(page[^1].Seq, Page, ct) : [])
        {
            payments.AddRange(page.Select(each => each.Payment));
        }

        return new(fees.Count, fees.Count(fee => fee.State is FeeState.Paid or FeeState.Overpaid), fees.Where(fee => !fee.IsCancelled).Sum(fee => fee.Amount), payments);
    }

    public long In(PaymentState state) => Payments.SelectMany(payment => payment.Shares).Where(share => share.State == state).Sum(share => share.Amount);

    /// <summary>A line each of no more than a screen's width.</summary>
    public IReadOnlyList<Bilingual> Lines() =>
    [
        (
            $"phải thu {Dong(Asked)}; QR {Dong(Transfers)}, thẻ {Dong(Cards)}, tiền mặt {Dong(Cash)}",
            $"asked {Dong(Asked)}; by QR {Dong(Transfers)}, card {Dong(Cards)}, cash {Dong(Cash)}"),
        (
            $"chưa rõ khoản thu {Dong(In(PaymentState.Unidentified))}, chờ xác định {Dong(In(PaymentState.Waiting))}, chờ hoàn {Dong(In(PaymentState.RefundDue))}",
            $"unidentified {Dong(In(PaymentState.Unidentified))}, waiting {Dong(In(PaymentState.Waiting))}, to be refunded {Dong(In(PaymentState.RefundDue))}"),
    ];

    public JsonObject ToJson() => new()
    {
        ["fees"] = Fees,
        ["paidFees"] = Paid,
        ["asked"] = Asked,
        ["payments"] = Payments.Count,
        ["cameIn"] = CameIn,
        ["transfers"] = Transfers,
        ["cards"] = Cards,
        ["cash"] = Cash,
        ["matched"] = In(PaymentState.Matched),
        ["waiting"] = In(PaymentState.Waiting),
        ["unidentified"] = In(PaymentState.Unidentified),
        ["refundDue"] = In(PaymentState.RefundDue),
        ["refunded"] = In(PaymentState.Refunded),
        ["writtenOff"] = In(PaymentState.WrittenOff),
        ["reversed"] = In(PaymentState.Reversed),
    };

    public static string Dong(long amount) => TimelineData.Money(amount) + " đ";

    private long By(PaymentMethod method) => Payments.Where(payment => payment.Method == method).Sum(payment => payment.Amount);
}
