using System.Buffers.Binary;
using Hub.Core.Calendar;
using Hub.Core.Envelopes;
using Hub.Payments.Model;
using Hub.Payments.References;
using Hub.Payments.Settings;
using Hub.Payments.Telling;

namespace Hub.Payments.Booking;

/// <summary>
/// Brings a fee, its money and its requests together: what the fee needs is matched, the rest is to be refunded, what is missing is asked for; and says what
/// changed by it. Everything that touches a fee ends here: an assessment, a change, a payment, a reversal.
/// </summary>
public sealed class FeeSettler(PaymentTasks tasks, EnvelopeIds ids, PaymentsOptions options)
{
    public const string PaidTwice = "paid-twice";
    public const string Cancelled = "cancelled";
    public const string Lowered = "lowered";
    public const string OverpaidBy = "overpaid";

    /// <param name="id">Of a fee that the draft knows.</param>
    /// <param name="cause">Why money may become due for refund; null: by what came in.</param>
    /// <param name="accounts">Those of the centre.</param>
    public void Settle(MoneyDraft draft, string id, string? cause, IReadOnlyList<BeneficiaryAccount> accounts)
    {
        Match(draft, id);
        var balance = draft.Balance(id);
        var fee = draft.Fee(id);
        fee = fee with { WrittenOff = fee.IsCancelled ? fee.WrittenOff : Math.Min(fee.WrittenOff, Math.Max(0, fee.Amount - balance.Matched)) };
        fee = fee with { State = balance.StateOf(fee), ChangedAt = draft.Now };
        draft.Put(fee);
        Ask(draft, fee, balance.Missing(fee), accounts);
        Tell(draft, fee, balance, cause);
    }

    /// <summary>Withdraws every reference by which the fee might still be paid.</summary>
    public static void StopAsking(MoneyDraft draft, string id)
    {
        foreach (var request in Unpaid(draft, id))
        {
            draft.Put(request with { State = RequestState.Withdrawn });
        }
    }

    private static List<PaymentRequest> Unpaid(MoneyDraft draft, string id) => [.. draft.RequestsOf(id).Where(request => request.State is RequestState.Open or RequestState.Expired)];

    private static void Match(MoneyDraft draft, string id)
    {
        var fee = draft.Fee(id);
        var rest = (fee.IsCancelled ? 0 : fee.Amount) - draft.Balance(id).Matched;
        var payments = draft.PaymentsOf(id);
        foreach (var payment in rest < 0 ? payments.Reverse() : payments)
        {
            var (from, to) = rest < 0 ? (PaymentState.Matched, PaymentState.RefundDue) : (PaymentState.RefundDue, PaymentState.Matched);
            foreach (var share in payment.Shares.Where(share => share.State == from && share.Fee == id))
            {
                var amount = Math.Min(share.Amount, Math.Abs(rest));
                if (amount > 0)
                {
                    draft.Move(payment.Id, share, amount, to, id);
                    rest += rest < 0 ? amount : -amount;
                }
            }
        }
    }

    private void Ask(MoneyDraft draft, Fee fee, long missing, IReadOnlyList<BeneficiaryAccount> accounts)
    {
        var unpaid = Unpaid(draft, fee.Id);
        if (missing == 0)
        {
            StopAsking(draft, fee.Id);
            return;
        }

        // One whose account the fee is no longer paid into is replaced, where it is known which is.
        var account = AccountChoice.For(accounts, fee.Agency, fee.FeeType, VietnamClock.DayOf(draft.Now));
        if (unpaid.Exists(request => request.Amount == missing && request.StateAt(draft.Now) is RequestState.Open
            && (account is null || (request.Account == account.Number && (request.Bin is null || request.Bin == account.Bin)))))
        {
            return;
        }

        var asked = new PaymentRequest
        {
            Reference = PaymentReference.Of(options.Prefix, Chance()),
            Fee = fee.Id,
            Dossier = fee.Dossier,
            Amount = missing,
            Account = account?.Number ?? "",
            Bin = account?.Bin,
            CreatedAt = draft.Now,
            ExpiresAt = draft.Now + options.RequestLifetime,
        };
        foreach (var request in unpaid)
        {
            draft.Put(request with { State = RequestState.Replaced, ReplacedBy = asked.Reference.Text });
        }

        draft.Put(asked);
        if (account is null)
        {
            draft.Raise(tasks.AccountMissing(fee, draft.Now));
        }
    }

    private void Tell(MoneyDraft draft, Fee fee, FeeBalance balance, string? cause)
    {
        var file = draft.Before(fee.Id);
        var before = FeeBalance.Of(fee.Id, file.Payments);
        var payments = draft.PaymentsOf(fee.Id);
        var wasPaid = file.Fee is { Version: > 0, State: FeeState.Paid or FeeState.Overpaid };
        if (fee.State is FeeState.Paid or FeeState.Overpaid && balance.Matched > 0 && (!wasPaid || file.Fee.Amount != fee.Amount))
        {
            draft.Tell(PaymentEvents.Paid(fee, balance.Matched, draft.RequestsOf(fee.Id).LastOrDefault(request => request.State is RequestState.Used)?.Reference.Text, payments, draft.Now));
        }

        if (fee.State is FeeState.Underpaid && (balance.Matched != before.Matched || fee.Amount != file.Fee.Amount))
        {
            var open = draft.RequestsOf(fee.Id).LastOrDefault(request => request.State is RequestState.Open);
            draft.Tell(PaymentEvents.Underpaid(fee, balance.Matched, balance.Missing(fee), open?.Reference.Text, payments, draft.Now));
        }

        if (balance.RefundDue > before.RefundDue)
        {
            if (fee.State is FeeState.Overpaid)
            {
                draft.Tell(PaymentEvents.Overpaid(fee, balance.Matched + balance.RefundDue, balance.RefundDue, payments, draft.Now));
            }

            draft.Tell(PaymentEvents.RefundDue(fee, balance.RefundDue - before.RefundDue, fee.IsCancelled ? Cancelled : cause ?? (wasPaid ? PaidTwice : OverpaidBy), payments, draft.Now));
        }

        if (balance.RefundDue != before.RefundDue)
        {
            draft.End(PaymentTaskKinds.RefundDue, fee.Id, balance.RefundDue == 0 ? "nothing is due" : "another amount");
            if (balance.RefundDue > 0)
            {
                draft.Raise(tasks.RefundDue(fee, balance.RefundDue, draft.Now));
            }
        }
    }

    // What is random of an id of version 7 lies at its end.
    private uint Chance() => BinaryPrimitives.ReadUInt32BigEndian(ids.Next().Value.ToByteArray(bigEndian: true).AsSpan(12));
}
