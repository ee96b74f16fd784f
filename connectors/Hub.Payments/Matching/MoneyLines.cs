using Hub.Payments.Booking;
using Hub.Payments.Files.Statements;
using Hub.Payments.Importing;
using Hub.Payments.Model;
using Hub.Payments.Settings;

namespace Hub.Payments.Matching;

/// <summary>What files and the hub hold, as lines that can be compared.</summary>
public static class MoneyLines
{
    // SWIFT's and ISO 20022's codes of a bank's own charge.
    private static readonly string[] Charges = ["CHG", "CHRG"];

    public static MoneyLine Of(StatementLine line) => new()
    {
        Id = line.Identity(),
        Side = line.Card is null ? LineSide.Bank : LineSide.Acquirer,
        Method = line.Card is null ? PaymentMethod.Transfer : PaymentMethod.Card,
        Account = line.Account,
        Amount = line.Amount,
        Day = line.Card is null ? line.BookedDay : line.ValueDay,
        BankReference = line.BankReference is { } reference && LineBooking.IsName(reference) ? reference : null,
        Text = LineBooking.TextOf(line),
        Slip = line.Card is { } card ? Of(card) : null,
        IsReversal = line.IsReversal,
        IsCharge = line.Type is { } type && Charges.Any(code => type.EndsWith(code, StringComparison.Ordinal)),
    };

    /// <summary>Null for a payment of which only a file tells: the file's line stands for it.</summary>
    public static MoneyLine? Of(Payment payment) => payment.Witnesses.All(witness => PaymentCodes.IsFile(witness.Source)) ? null : new()
    {
        Id = payment.Id,
        Side = LineSide.Hub,
        Method = payment.Method,
        Account = SamePayment.IsUnnamed(payment) ? "" : payment.Account,
        Amount = payment.Amount,
        Day = payment.ValueDay,
        At = payment.Witnesses.FirstOrDefault(witness => witness.At is not null)?.At,
        BankReference = payment.BankReference,
        Text = payment.Text,

        // A receipt and the platform's own reference name the fee; a transfer only has its text.
        Fee = payment.Method is PaymentMethod.CounterCash or PaymentMethod.CollectedCash or PaymentMethod.Platform ? payment.Shares.FirstOrDefault(share => share.Fee is not null)?.Fee : null,
    };

    /// <param name="requests">All that were ever made for it.</param>
    public static DueFee Of(Fee fee, IEnumerable<PaymentRequest> requests)
    {
        var known = requests.OrderBy(request => request.CreatedAt).ThenBy(request => request.Reference.Text, StringComparer.Ordinal).ToList();
        return new()
        {
            Id = fee.Id,
            Amount = fee.Amount - fee.WrittenOff,
            Account = known.LastOrDefault(request => request.Account.Length > 0)?.Account ?? "",
            References = known.ConvertAll(request => request.Reference.Text),
            CancelledOn = fee.IsCancelled ? Core.Calendar.VietnamClock.DayOf(fee.ChangedAt) : null,
        };
    }

    private static SlipTrace Of(CardSlip card) => new()
    {
        Terminal = card.Terminal,
        Batch = card.Batch,
        Trace = card.Trace,
        Rrn = card.Rrn,
        Approval = card.ApprovalCode,
        Voids = card.Kind is CardSlipKind.Void ? card.Invoice : null,
        Charge = card.Fee,
        Vat = card.Vat,
        SettledOn = card.SettledOn,
    };
}
