using System.Security.Cryptography;
using System.Text;
using Hub.Payments.Booking;
using Hub.Payments.Files.Statements;
using Hub.Payments.Model;
using Hub.Payments.Settings;
using Hub.Payments.Telling;

namespace Hub.Payments.Importing;

/// <summary>Books one line of a proven statement: a credit is a payment or a witness of one, a reversal takes a payment back, a debit is kept.</summary>
public sealed class LineBooking(IPayments payments, BookingService bookings, ReversalService reversals, PaymentTasks tasks, TimeProvider clock)
{
    private const string NoApproval = "000000";

    /// <param name="gone">Identities of lines that a corrected statement no longer has.</param>
    /// <returns>False when the store was busy.</returns>
    public async Task<bool> BookAsync(StatementLine line, string identity, string statement, IReadOnlySet<string>? gone, CancellationToken ct)
    {
        var kept = new KeptLine(
            identity, statement, line.Account, line.ValueDay, line.BookedDay, line.Amount, line.BankReference, line.Text, line.Raw, line.Twin, null, clock.GetUtcNow());
        if (line is { Amount: > 0, IsReversal: false, Card: null or { Kind: CardSlipKind.Sale } })
        {
            return await bookings.BookAsync(
                CreditOf(line, kept), (batch, booked) => batch with { Lines = [kept with { Payment = booked.Payment.Id }] }, gone, ct) is not null || await IsKnownAsync(identity, ct);
        }

        if (line.Amount < 0 && (line.IsReversal || line.Card is { Kind: CardSlipKind.Void }))
        {
            var reversal = new Reversal(
                identity, line.Account, -line.Amount, line.ValueDay, [.. Names(line)], line.Text, line.Card is null ? "bank-reversal" : "void");
            return await reversals.ReverseAsync(reversal, (batch, payment) => batch with { Lines = [kept with { Payment = payment }] }, ct) is not null || await IsKnownAsync(identity, ct);
        }

        // What an acquirer gave back is a refund that a person has to place.
        var other = new PaymentsBatch { Lines = [kept], Tasks = line is { Amount: < 0, Card: not null } ? [tasks.ReversalUnplaced(identity, -line.Amount, line.Account, clock.GetUtcNow())] : [] };
        return await payments.CommitAsync(other, ct) || await IsKnownAsync(identity, ct);
    }

    /// <summary>A line that a corrected statement no longer has: its payment is taken back, unless somebody else tells of it too.</summary>
    public async Task<bool> WithdrawAsync(KeptLine line, IReadOnlySet<string> gone, CancellationToken ct)
    {
        var isTold = line.Payment is not { } id || await payments.PaymentAsync(id, ct) is not { } payment || line.Amount < 0
            || payment.Witnesses.Any(witness => witness.Source is not (PaymentCodes.Statement or PaymentCodes.Settlement) || !gone.Contains(witness.Key));
        return isTold
            ? await payments.CommitAsync(new PaymentsBatch { Superseded = [line.Identity] }, ct)
            : await reversals.TakeBackAsync(line.Payment!, $"corrected/{line.Identity}", "bank-reversal", (batch, _) => batch with { Superseded = [line.Identity] }, ct) is not null;
    }

    private async Task<bool> IsKnownAsync(string identity, CancellationToken ct) => (await payments.KnownLinesAsync([identity], ct)).Count > 0;

    private static Credit CreditOf(StatementLine line, KeptLine kept) => new()
    {
        Source = line.Card is null ? PaymentCodes.Statement : PaymentCodes.Settlement,
        Key = kept.Identity,
        Account = line.Account,
        Amount = line.Amount,
        ValueDay = line.ValueDay,
        ReceivedAt = kept.ReceivedAt,
        BankReference = line.BankReference,
        Text = string.Join(' ', new[] { line.Text, line.CustomerReference }.Concat(line.Details.Select(detail => detail.Text)).OfType<string>().Where(text => text.Length > 0).Distinct()),
        Method = line.Card is null ? PaymentMethod.Transfer : PaymentMethod.Card,
        Digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line.Raw))),
    };

    private static IEnumerable<string> Names(StatementLine line) =>
        new[] { line.BankReference, line.CustomerReference, line.Card?.Rrn, line.Card?.ApprovalCode is NoApproval ? null : line.Card?.ApprovalCode }.OfType<string>().Where(name => name.Length >= 6 && name != "NONREF");
}
