using Hub.Core.Concurrency;
using Hub.Payments.Booking;
using Hub.Payments.Model;
using Hub.Payments.References;
using Hub.Payments.Settings;
using Hub.Payments.Telling;

namespace Hub.Payments.Refunds;

/// <summary>
/// Finds the refund that a debit of the bank paid out, by the refund's own reference and amount, once; and takes that back when the debit bounced or was never there.
/// What bears a reference of the centre and fits no refund is a person's.
/// </summary>
public sealed class RefundPayout(IPayments payments, FeeSettler settler, PaymentTasks tasks, AccountRegistry accounts, PaymentsOptions options, TimeProvider clock)
{
    private readonly ReferenceReader _reader = new(options.Prefix);

    /// <param name="line">A debit; it is written with what it does.</param>
    /// <param name="gone">Lines that a corrected statement no longer has: what one of them paid out, its new wording pays out in its place.</param>
    /// <returns>False when the store was busy, or has the line.</returns>
    public async Task<bool> PayOutAsync(KeptLine line, string text, IReadOnlySet<string>? gone, CancellationToken ct) => await Recompute.UntilStoredAsync(BookingService.MaxTries, async () =>
    {
        var told = Told(line, text);
        foreach (var file in await FilesAsync(told, ct))
        {
            if (file.Fee.Refunds.FirstOrDefault(refund => refund.Line is { } by && gone?.Contains(by) is true && refund.Amount == -line.Amount && told.Contains(refund.Reference)) is { } paid)
            {
                return await CommitAsync(new PaymentsBatch { Fees = [With(file.Fee, paid with { Line = line.Identity })], Lines = [line] }, ct);
            }

            var balance = FeeBalance.Of(file.Fee.Id, file.Payments);
            if (file.Fee.Refunds.FirstOrDefault(refund => refund.Line is null && refund.Amount == -line.Amount && refund.Amount <= balance.RefundDue && told.Contains(refund.Reference)) is { } due)
            {
                return await MoveAsync(file, due, due with { Line = line.Identity, PaidAt = clock.GetUtcNow() }, line, batch => batch with { Lines = [line] }, ct);
            }
        }

        var other = new PaymentsBatch { Lines = [line], Tasks = told.Count == 0 ? [] : [tasks.RefundUnplaced(line.Identity, -line.Amount, line.Account, clock.GetUtcNow())] };
        return await CommitAsync(other, ct);
    }) is not null;

    /// <param name="line">A debit that the bank took back: what it paid out is due again.</param>
    public Task<bool> BounceAsync(KeptLine line, string text, CancellationToken ct) =>
        UndoAsync(Told(line, text), refund => refund.Amount == line.Amount, line, batch => batch with { Lines = [line] }, isTold: true, ct);

    /// <param name="line">A debit that a corrected statement no longer has.</param>
    public Task<bool> WithdrawAsync(KeptLine line, CancellationToken ct) =>
        UndoAsync(Told(line, ""), refund => refund.Line == line.Identity, line, batch => batch with { Superseded = [line.Identity] }, isTold: false, ct);

    /// <param name="isTold">Whether a person hears of money that came back with a reference of the centre and fits no refund.</param>
    private async Task<bool> UndoAsync(
        HashSet<string> told, Func<FeeRefund, bool> fits, KeptLine line, Func<PaymentsBatch, PaymentsBatch> accompany, bool isTold, CancellationToken ct) =>
        await Recompute.UntilStoredAsync(BookingService.MaxTries, async () =>
        {
            var files = await FilesAsync(told, ct);
            foreach (var file in files)
            {
                if (file.Fee.Refunds.FirstOrDefault(refund => refund.Line is not null && told.Contains(refund.Reference) && fits(refund)) is { } paid)
                {
                    return await MoveAsync(file, paid, paid with { Line = null, PaidAt = null }, line, accompany, ct);
                }
            }

            var isUnplaced = isTold && files.Exists(file => file.Fee.Refunds.Any(refund => told.Contains(refund.Reference)));
            return await CommitAsync(accompany(new PaymentsBatch { Tasks = isUnplaced ? [tasks.RefundUnplaced(line.Identity, line.Amount, line.Account, clock.GetUtcNow())] : [] }), ct);
        }) is not null;

    private async Task<string?> MoveAsync(FeeFile file, FeeRefund before, FeeRefund after, KeptLine line, Func<PaymentsBatch, PaymentsBatch> accompany, CancellationToken ct)
    {
        var draft = new MoneyDraft(clock.GetUtcNow(), line.Identity);
        draft.Know(file);
        var (from, to) = after.Line is null ? (PaymentState.Refunded, PaymentState.RefundDue) : (PaymentState.RefundDue, PaymentState.Refunded);
        var rest = before.Amount;
        foreach (var payment in file.Payments.Reverse())
        {
            foreach (var share in payment.Shares.Where(share => share.State == from && share.Fee == file.Fee.Id))
            {
                if (Math.Min(rest, share.Amount) is > 0 and var amount)
                {
                    draft.Move(payment.Id, share, amount, to, file.Fee.Id);
                    rest -= amount;
                }
            }
        }

        draft.Put(With(file.Fee, after));
        settler.Settle(draft, file.Fee.Id, FeeSettler.OverpaidBy, await accounts.ListAsync(ct));
        if (after.Line is not null)
        {
            draft.Tell(PaymentEvents.Refunded(draft.Fee(file.Fee.Id), before.Amount, line.BankReference, draft.PaymentsOf(file.Fee.Id), draft.Now));
        }

        return await CommitAsync(accompany(draft.ToBatch()), ct);
    }

    private static Fee With(Fee fee, FeeRefund changed) => fee with { Refunds = [.. fee.Refunds.Select(refund => refund.Reference == changed.Reference ? changed : refund)] };

    private async Task<string?> CommitAsync(PaymentsBatch batch, CancellationToken ct) => await payments.CommitAsync(batch, ct) ? "" : null;

    // A bank may tell the reference in the text or in a field of its own.
    private HashSet<string> Told(KeptLine line, string text) => [.. _reader.Read($"{line.Text} {text}").Exact.Concat(_reader.Read(line.Raw).Exact).Select(reference => reference.Text)];

    private async Task<List<FeeFile>> FilesAsync(HashSet<string> told, CancellationToken ct)
    {
        var files = new List<FeeFile>();
        foreach (var fee in told.Count == 0 ? [] : (await payments.RequestsAsync(told, ct)).Select(request => request.Fee).Distinct())
        {
            if (await payments.FileAsync(fee, ct) is { } file)
            {
                files.Add(file);
            }
        }

        return files;
    }
}
