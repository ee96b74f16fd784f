using System.Security.Cryptography;
using System.Text;
using Hub.Payments.Booking;
using Hub.Payments.Files.Statements;
using Hub.Payments.Model;
using Hub.Payments.Refunds;
using Hub.Payments.Settings;
using Hub.Payments.Telling;

namespace Hub.Payments.Importing;

/// <summary>Books one line of a proven statement: a credit is a payment or a witness of one, a reversal takes a payment back, a debit is kept.</summary>
public sealed class LineBooking(IPayments payments, BookingService bookings, ReversalService reversals, RefundPayout refunds, PaymentTasks tasks, TimeProvider clock)
{
    private const string NoApproval = "000000";

    // Parts the bank's own fields of an entry or a row; a message stands as it was written.
    private const char Part = '\u001F';

    /// <param name="before">As it is stored, where a correction took it away and it comes back.</param>
    /// <param name="gone">See <see cref="KeysAsync"/>: of lines that a corrected statement no longer has.</param>
    /// <returns>False when the store was busy.</returns>
    public async Task<bool> BookAsync(StatementLine line, string identity, string statement, KeptLine? before, IReadOnlySet<string>? gone, CancellationToken ct)
    {
        var kept = new KeptLine(
            identity, statement, line.Account, line.ValueDay, line.BookedDay, line.Amount, line.BankReference, line.Text, line.Raw, line.Twin, null, clock.GetUtcNow());
        if (line is { Amount: > 0, IsReversal: false, Card: null or { Kind: CardSlipKind.Sale } })
        {
            var told = CreditOf(line, kept);
            var credit = before is null ? told : told with { Key = await NextKeyAsync(told, ct) };
            return await bookings.BookAsync(
                credit, (batch, booked) => batch with { Lines = [kept with { Payment = booked.Payment.Id }] }, gone, ct) is not null || await IsKnownAsync(identity, ct);
        }

        if (line.Amount < 0 && (line.IsReversal || line.Card is { Kind: CardSlipKind.Void }))
        {
            if (before?.Payment is { } taken)
            {
                return await payments.CommitAsync(new PaymentsBatch { Lines = [kept with { Payment = taken }] }, ct) || await IsKnownAsync(identity, ct);
            }

            var reversal = new Reversal(
                identity, line.Account, -line.Amount, line.ValueDay, [.. Names(line)], TextOf(line), line.Card is null ? "bank-reversal" : line.Card.Kind is CardSlipKind.Chargeback ? ReversalService.Chargeback : "void");
            return await reversals.ReverseAsync(reversal, (batch, payment) => batch with { Lines = [kept with { Payment = payment }] }, ct) is not null || await IsKnownAsync(identity, ct);
        }

        if (line.Card is null)
        {
            return await (line.Amount < 0 ? refunds.PayOutAsync(kept, TextOf(line), gone, ct) : refunds.BounceAsync(kept, TextOf(line), ct)) || await IsKnownAsync(identity, ct);
        }

        // What an acquirer gave back is a refund that a person has to place.
        var other = new PaymentsBatch { Lines = [kept], Tasks = line.Amount < 0 ? [tasks.ReversalUnplaced(identity, -line.Amount, line.Account, clock.GetUtcNow())] : [] };
        return await payments.CommitAsync(other, ct) || await IsKnownAsync(identity, ct);
    }

    /// <summary>A line that a corrected statement no longer has: its payment is taken back, unless somebody else tells of it too.</summary>
    /// <param name="gone">See <see cref="KeysAsync"/>: of all lines that go with it.</param>
    public async Task<bool> WithdrawAsync(KeptLine line, IReadOnlySet<string> gone, CancellationToken ct)
    {
        if (line is { Amount: < 0, Payment: null })
        {
            return await refunds.WithdrawAsync(line, ct);
        }

        // It took a payment back, and is not said any more: whether the money is there after all, a person must say.
        if (line is { Amount: < 0, Payment: { } taken } && await payments.PaymentAsync(taken, ct) is { } back)
        {
            return await payments.CommitAsync(new PaymentsBatch { Superseded = [line.Identity], Tasks = [tasks.ToConfirm(back, null, clock.GetUtcNow())] }, ct);
        }

        if (line.Amount < 0 || line.Payment is not { } id || await payments.PaymentAsync(id, ct) is not { } payment)
        {
            return await payments.CommitAsync(new PaymentsBatch { Superseded = [line.Identity] }, ct);
        }

        // What no longer tells of it is no witness: a later line may be the one that does.
        var rest = payment.Witnesses.Where(witness => !PaymentCodes.IsFile(witness.Source) || !gone.Contains(witness.Key)).ToList();
        return rest.Count > 0
            ? await payments.CommitAsync(new PaymentsBatch { Payments = [payment with { Witnesses = rest }], Superseded = [line.Identity] }, ct)
            : await reversals.TakeBackAsync(id, $"corrected/{line.Identity}", "bank-reversal", (batch, _) => batch with { Superseded = [line.Identity] }, ct) is not null;
    }

    /// <summary>A line that is known, and yet may be another of the same words: a person must say.</summary>
    /// <returns>False when the store was busy.</returns>
    public async Task<bool> DoubtAsync(KeptLine known, CancellationToken ct) => known.Payment is not { } id || await payments.PaymentAsync(id, ct) is not { } payment
        || await payments.CommitAsync(new PaymentsBatch { Tasks = [tasks.ToConfirm(payment, null, clock.GetUtcNow())] }, ct);

    /// <summary>By which keys payments know these lines as their witnesses.</summary>
    public async Task<HashSet<string>> KeysAsync(IEnumerable<KeptLine> known, CancellationToken ct)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in known)
        {
            keys.Add(line.Identity);
            if (line.Payment is { } id && await payments.PaymentAsync(id, ct) is { } payment)
            {
                keys.UnionWith(payment.Witnesses.Select(witness => witness.Key).Where(key => key.StartsWith($"{line.Identity}/", StringComparison.Ordinal)));
            }
        }

        return keys;
    }

    // A payment that was taken back stays so: a line that comes back tells of a new one, under a key of its own.
    private async Task<string> NextKeyAsync(Credit credit, CancellationToken ct)
    {
        var key = credit.Key;
        for (var next = 2; await payments.OfWitnessAsync(credit.Source, key, ct) is { } told && told.Shares.All(share => share.State is PaymentState.Reversed); next++)
        {
            key = $"{credit.Key}/{next}";
        }

        return key;
    }

    private async Task<bool> IsKnownAsync(string identity, CancellationToken ct) => (await payments.KnownLinesAsync([identity], ct)).Any(line => !line.IsSuperseded);

    private static Credit CreditOf(StatementLine line, KeptLine kept) => new()
    {
        Source = SourceOf(line),
        Key = kept.Identity,
        Statement = kept.Statement,
        Account = line.Account,
        Amount = line.Amount,
        ValueDay = line.ValueDay,
        ReceivedAt = kept.ReceivedAt,
        BankReference = line.BankReference is { } reference && IsName(reference) ? reference : null,
        Text = TextOf(line),
        Method = line.Card is null ? PaymentMethod.Transfer : PaymentMethod.Card,
        Digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line.Raw))),
    };

    // An entry writes its days with hyphens, a row without.
    private static string SourceOf(StatementLine line) => line.Card is not null ? PaymentCodes.Settlement
        : !line.Raw.Contains(Part, StringComparison.Ordinal) ? PaymentCodes.StatementMt940
        : line.Raw is [_, _, _, _, '-', ..] ? PaymentCodes.StatementCamt
        : PaymentCodes.StatementSheet;

    /// <summary>Everything that a payer may have written.</summary>
    public static string TextOf(StatementLine line) => string.Join(
        ' ', new[] { line.Text, line.CustomerReference }.Concat(line.Details.Select(detail => detail.Text)).OfType<string>().Where(text => text.Length > 0 && IsName(text)).Distinct());

    // What the payer's bank told is in the text: many payers tell the same.
    private static IEnumerable<string> Names(StatementLine line) =>
        new[] { line.BankReference, line.Card?.Rrn, line.Card?.ApprovalCode is NoApproval ? null : line.Card?.ApprovalCode }.OfType<string>().Where(name => name.Length >= 6 && IsName(name));

    /// <summary>Whether a bank wrote a reference and not that there is none.</summary>
    public static bool IsName(string reference) => reference is not ("NONREF" or "NOTPROVIDED");
}
