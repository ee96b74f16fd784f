using Hub.Core.Concurrency;
using Hub.Core.Envelopes;
using Hub.Payments.Model;
using Hub.Payments.References;
using Hub.Payments.Settings;
using Hub.Payments.Telling;

namespace Hub.Payments.Booking;

/// <summary>
/// Books money once, whoever tells of it and however often, with everything that follows, in one transaction. What fits nothing is booked as unidentified; nothing
/// that came in is refused.
/// </summary>
public sealed class BookingService(IPayments payments, IPlatformOrders orders, FeeSettler settler, PaymentTasks tasks, AccountRegistry accounts, PaymentsOptions options, EnvelopeIds ids, TimeProvider clock)
{
    /// <summary>How often something is computed anew when the store refused it.</summary>
    public const int MaxTries = 8;

    private static readonly HashSet<string> None = [];

    private readonly ReferenceReader _reader = new(options.Prefix);
    private readonly FeeFinder _finder = new(payments, new ReferenceReader(options.Prefix));

    /// <param name="accompany">Adds what is written with the booking: the verdict on a message, the line of a statement.</param>
    /// <param name="gone">Keys of the credit's source that count no more.</param>
    /// <returns>Null when the store refused too often; nothing is written then.</returns>
    public Task<Booked?> BookAsync(Credit credit, Func<PaymentsBatch, Booked, PaymentsBatch> accompany, IReadOnlySet<string>? gone, CancellationToken ct) =>
        Recompute.UntilStoredAsync(MaxTries, () => TryAsync(credit, accompany, gone ?? None, ct));

    private async Task<Booked?> TryAsync(Credit credit, Func<PaymentsBatch, Booked, PaymentsBatch> accompany, IReadOnlySet<string> gone, CancellationToken ct)
    {
        if (await payments.OfWitnessAsync(credit.Source, credit.Key, ct) is { } known)
        {
            var repeated = new Booked(known, Booked.Repeated);
            var batch = new PaymentsBatch { Tasks = known.Amount == credit.Amount ? [] : [tasks.MessageUnclear(credit.Source, $"{credit.Source}/{known.Id}", "amount", clock.GetUtcNow())] };
            return await payments.CommitAsync(accompany(batch, repeated), ct) ? repeated : null;
        }

        var order = PaymentCodes.IsPlatform(credit.Source) && credit.Order is { } reference ? await orders.FindAsync(reference, ct) : null;
        var paid = order?.Payment is { } id && await payments.PaymentAsync(id, ct) is { } ofOrder && IsOfOrder(credit, ofOrder) ? ofOrder : null;
        if (paid is not null && paid.Amount != credit.Amount)
        {
            var other = new Booked(paid, Booked.Repeated);
            return await payments.CommitAsync(accompany(new PaymentsBatch { Tasks = [tasks.MessageUnclear(credit.Source, $"{credit.Source}/{paid.Id}", "amount", clock.GetUtcNow())] }, other), ct) ? other : null;
        }

        var (from, to) = (credit.ValueDay.AddDays(-1), credit.ValueDay.AddDays(1));
        var without = gone.Count == 0 ? credit.Source : null;
        var alike = await payments.AlikeAsync(credit.Amount, from, to, without, ct);
        var (same, isDoubtful) = paid is not null ? (paid, false) : new SamePayment(_reader).Find(credit, alike, gone);
        var draft = new MoneyDraft(clock.GetUtcNow(), $"{credit.Source}/{credit.Key}");
        var booked = same is null ? await NewAsync(draft, credit, order, isDoubtful, new SamePayment(_reader).OfAnotherAccount(credit, alike), gone, ct) : await WitnessedAsync(draft, credit, order, same, gone, ct);
        var guarded = draft.ToBatch() with
        {
            Alike = new AlikeGuard(credit.Amount, from, to, without, alike.Count, alike.Sum(payment => payment.Version)),

            // Written also where it stays as it is: of two that tell of one order at once, the second must see the first.
            Orders = order is null ? [] : [order with { State = PlatformOrderState.Booked, Payment = order.Payment ?? booked.Payment.Id, DueAt = null, ChangedAt = draft.Now }],
        };
        return await payments.CommitAsync(accompany(guarded, booked), ct) ? booked : null;
    }

    private async Task<Booked> NewAsync(MoneyDraft draft, Credit credit, PlatformOrder? order, bool isDoubtful, Payment? other, IReadOnlySet<string> gone, CancellationToken ct)
    {
        var found = await _finder.FindAsync(credit, order, ct);
        var payment = new Payment
        {
            Id = $"p-{ids.Next().Value:N}",
            Account = credit.Account ?? (found.Request?.Account is { Length: > 0 } asked ? asked : credit.Source),
            Amount = credit.Amount,
            ValueDay = credit.ValueDay,
            BookedAt = draft.Now,
            Method = credit.Method,
            BankReference = credit.BankReference,
            Text = credit.Text,
            Witnesses = [credit.Witness],
            Shares = [new(PaymentState.Waiting, credit.Amount)],
        };
        draft.Add(payment);
        if ((isDoubtful && found.Fee is null) || await IsRepeatedAsync(credit, null, gone, ct))
        {
            draft.Raise(tasks.ToConfirm(payment, found.Request?.Dossier, draft.Now));
        }
        else
        {
            await PlaceAsync(draft, payment, found, ct);
        }

        if (other is not null)
        {
            draft.Raise(tasks.AccountDiffers(payment, other, found.Fee?.Fee.Dossier, draft.Now));
            if (found.Fee is { } file)
            {
                draft.Tell(PaymentEvents.AccountDiffers(file.Fee, payment, other, draft.Now));
            }
        }

        return new Booked(draft.Payment(payment.Id), Booked.New);
    }

    private async Task<Booked> WitnessedAsync(MoneyDraft draft, Credit credit, PlatformOrder? order, Payment same, IReadOnlySet<string> gone, CancellationToken ct)
    {
        var isBetter = _reader.Read(credit.Text).Exact.Count > 0 && _reader.Read(same.Text).Exact.Count == 0;
        draft.Put(same with
        {
            Witnesses = [.. same.Witnesses, credit.Witness],
            BankReference = same.BankReference ?? credit.BankReference,
            Text = isBetter ? credit.Text : same.Text ?? credit.Text,
            Account = SamePayment.IsUnnamed(same) && credit.Account is { } account ? account : same.Account,
        });

        // The one that told first may not have said what it is for, or not wholly.
        if (same.Shares is [{ State: PaymentState.Unidentified or PaymentState.Waiting }] && await _finder.FindAsync(credit, order, ct) is { Fee: not null } found
            && !await IsRepeatedAsync(credit, same.Id, gone, ct))
        {
            await PlaceAsync(draft, draft.Payment(same.Id), found, ct);
            draft.End(PaymentTaskKinds.Unidentified, same.Id, "told by another");
            draft.End(PaymentTaskKinds.ToConfirm, same.Id, "told by another");
        }

        return new Booked(draft.Payment(same.Id), Booked.Witnessed);
    }

    // How an order stands is told of the one payment that it is. A second confirmation with another transaction is a payer who paid twice.
    private static bool IsOfOrder(Credit credit, Payment paid) => credit.Source == PaymentCodes.PlatformQuery
        || (!paid.Witnesses.Any(witness => witness.Source == credit.Source)
            && (credit.BankReference is not { } told || !paid.Witnesses.Any(witness => PaymentCodes.IsPlatform(witness.Source) && witness.BankReference is { } known && known != told)));

    // A file exported twice may write one line in two ways; only the bank's own reference gives it away. Lines of one statement are proven by its balances.
    private async Task<bool> IsRepeatedAsync(Credit credit, string? payment, IReadOnlySet<string> gone, CancellationToken ct) =>
        PaymentCodes.IsFile(credit.Source) && credit is { BankReference: { } reference, Account: { } account }
        && (await payments.LinesOfReferenceAsync(reference, credit.Amount, credit.ValueDay, ct))
            .Any(line => line.Payment != payment && line.Statement != credit.Statement && !gone.Contains(line.Identity) && SamePayment.IsAccount(line.Account, account));

    private async Task PlaceAsync(MoneyDraft draft, Payment payment, FeeFinding found, CancellationToken ct)
    {
        var share = payment.Shares.Single();
        if (found.Fee is { } file)
        {
            draft.Know(file);
            draft.Move(payment.Id, share, share.Amount, PaymentState.RefundDue, file.Fee.Id);
            foreach (var request in found.Used)
            {
                draft.Put(request with { State = RequestState.Used });
            }

            settler.Settle(draft, file.Fee.Id, null, await accounts.ListAsync(ct));
        }
        else if (found.NeedsPerson)
        {
            draft.Raise(tasks.ToConfirm(payment, found.Request?.Dossier, draft.Now));
        }
        else
        {
            if (share.State is PaymentState.Waiting)
            {
                draft.Move(payment.Id, share, share.Amount, PaymentState.Unidentified, null);
            }

            draft.Raise(tasks.Unidentified(payment, draft.Now));
        }
    }
}
