using Hub.Core.Concurrency;
using Hub.Payments.Model;
using Hub.Payments.References;
using Hub.Payments.Settings;
using Hub.Payments.Telling;

namespace Hub.Payments.Booking;

/// <summary>Money that a bank or an acquirer took back. Amounts are whole đồng, more than 0.</summary>
/// <param name="Line">Identity of the line that tells of it.</param>
/// <param name="Day">The value day of the line; what it takes back came before it.</param>
/// <param name="Names">What may name the payment: the bank's reference, the retrieval reference, the approval code.</param>
/// <param name="Cause"><c>bank-reversal</c>, <c>void</c> or <c>chargeback</c>.</param>
public sealed record Reversal(string Line, string Account, long Amount, DateOnly Day, IReadOnlyList<string> Names, string? Text, string Cause);

/// <summary>Takes a payment back: its money leaves the fee with its history, and the fee is asked for again. What cannot be placed is a person's.</summary>
public sealed class ReversalService(IPayments payments, FeeSettler settler, PaymentTasks tasks, AccountRegistry accounts, PaymentsOptions options, TimeProvider clock)
{
    public const string Chargeback = "chargeback";
    private const int DaysBack = 45;
    private const int DaysOfCards = 180;
    private const int LeastName = 8;

    private readonly ReferenceReader _reader = new(options.Prefix);

    /// <param name="accompany">Adds what is written with it: the line, with the payment that it took back.</param>
    /// <returns>The payment, or none that fits; null when the store refused too often.</returns>
    public Task<Reversed?> ReverseAsync(Reversal reversal, Func<PaymentsBatch, string?, PaymentsBatch> accompany, CancellationToken ct) =>
        Recompute.UntilStoredAsync(BookingService.MaxTries, () => TryAsync(reversal, accompany, ct));

    /// <summary>Takes back a payment of which no valid line tells any more.</summary>
    public Task<Reversed?> TakeBackAsync(string payment, string by, string cause, Func<PaymentsBatch, string?, PaymentsBatch> accompany, CancellationToken ct) =>
        Recompute.UntilStoredAsync(BookingService.MaxTries, async () =>
            await payments.PaymentAsync(payment, ct) is { } found ? await CommitAsync(await DraftAsync(found, by, cause, ct), found.Id, accompany, ct) : new Reversed(null));

    private async Task<Reversed?> TryAsync(Reversal reversal, Func<PaymentsBatch, string?, PaymentsBatch> accompany, CancellationToken ct)
    {
        var alike = (await payments.AlikeAsync(reversal.Amount, reversal.Day.AddDays(reversal.Cause == Chargeback ? -DaysOfCards : -DaysBack), reversal.Day.AddDays(1), null, ct))
            .Where(payment => SamePayment.IsAccount(payment.Account, reversal.Account) || SamePayment.IsUnnamed(payment)).ToList();
        if (Fitting(reversal, alike) is { } payment)
        {
            return await CommitAsync(await DraftAsync(payment, reversal.Line, reversal.Cause, ct), payment.Id, accompany, ct);
        }

        var unplaced = new PaymentsBatch { Tasks = [tasks.ReversalUnplaced(reversal.Line, reversal.Amount, reversal.Account, clock.GetUtcNow())] };
        return await payments.CommitAsync(accompany(unplaced, null), ct) ? new Reversed(null) : null;
    }

    private Payment? Fitting(Reversal reversal, List<Payment> alike)
    {
        var standing = alike.Where(payment => payment.Shares.All(share => share.State is not (PaymentState.Reversed or PaymentState.Refunded))).ToList();
        var named = alike.Where(payment => payment.Witnesses.Any(witness => witness.BankReference is { Length: >= LeastName } known && reversal.Text?.Contains(known, StringComparison.OrdinalIgnoreCase) is true)
            || reversal.Names.Any(name => payment.Witnesses.Any(witness => witness.BankReference == name) || payment.Text?.Contains(name, StringComparison.OrdinalIgnoreCase) is true)).ToList();
        if (named.Count > 0)
        {
            // One that is taken back already is told of again, or its money went another way: no other payment may be taken for it.
            var open = named.Where(standing.Contains).ToList();
            return open.Count == 0 ? null : Latest(open);
        }

        var told = _reader.Read(reversal.Text).Exact;
        return told.Count == 0 ? null : Latest([.. standing.Where(payment => _reader.Read(payment.Text).Exact.Any(told.Contains))]);
    }

    // Of one fee it does not matter which is taken back; of two a person must say.
    private static Payment? Latest(List<Payment> named) =>
        named.Count == 1 || named.SelectMany(payment => payment.Shares).Select(share => share.Fee).Distinct().Count() == 1 ? named[^1] : null;

    private async Task<MoneyDraft> DraftAsync(Payment payment, string by, string cause, CancellationToken ct)
    {
        var draft = new MoneyDraft(clock.GetUtcNow(), by);
        draft.Know(payment);
        var fees = payment.Shares.Select(share => share.Fee).OfType<string>().Distinct().ToList();
        foreach (var fee in fees)
        {
            if (await payments.FileAsync(fee, ct) is { } file)
            {
                draft.Know(file);
            }
        }

        var back = payment.Shares.Where(share => PaymentStates.Table.Allows(share.State, PaymentState.Reversed) && share.State is not PaymentState.Reversed).ToList();
        foreach (var share in back)
        {
            draft.Move(payment.Id, share, share.Amount, PaymentState.Reversed, null);
        }

        foreach (var fee in fees.Where(draft.Knows))
        {
            settler.Settle(draft, fee, null, await accounts.ListAsync(ct));
            if (back.Where(share => share.Fee == fee).Sum(share => share.Amount) is > 0 and var sum)
            {
                draft.Tell(PaymentEvents.Reversed(payment, sum, cause, draft.Fee(fee), draft.Now));
            }
        }

        if (cause == Chargeback)
        {
            draft.Raise(tasks.ChargedBack(payment, draft.Now));
        }

        draft.End(PaymentTaskKinds.Unidentified, payment.Id, "reversed");
        draft.End(PaymentTaskKinds.ToConfirm, payment.Id, "reversed");
        return draft;
    }

    private async Task<Reversed?> CommitAsync(MoneyDraft draft, string payment, Func<PaymentsBatch, string?, PaymentsBatch> accompany, CancellationToken ct) =>
        await payments.CommitAsync(accompany(draft.ToBatch(), payment), ct) ? new Reversed(payment) : null;
}

/// <param name="Payment">Id; null when none fits.</param>
public sealed record Reversed(string? Payment);
