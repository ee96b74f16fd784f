using System.Security.Cryptography;
using Hub.Core.Calendar;
using Hub.Core.Concurrency;
using Hub.Core.Envelopes;
using Hub.Core.Outbox;
using Hub.Payments.Booking;
using Hub.Payments.Model;
using Hub.Payments.Settings;

namespace Hub.Payments.Fees;

/// <summary>Takes what the case system says of fees and of cash. What is said again changes nothing.</summary>
public sealed class FeeService(IPayments payments, FeeSettler settler, BookingService bookings, AccountRegistry accounts, TimeProvider clock)
{
    private static readonly Outcome Busy = new Outcome.Retry($"{Outcome.StoreRefused}");

    public async Task<Outcome> HandleAsync(Envelope envelope, CancellationToken ct)
    {
        var (request, wrong) = FeeRequest.Read(envelope);
        return request is null ? Reject(PaymentReasonCodes.RequestInvalid, wrong) : envelope.Type switch
        {
            PaymentEventTypes.FeeAssessed => await Recompute.UntilStoredAsync(BookingService.MaxTries, () => AssessAsync(request, envelope, ct)) ?? Busy,
            PaymentEventTypes.FeeChanged => await Recompute.UntilStoredAsync(BookingService.MaxTries, () => ChangeAsync(request, envelope, ct)) ?? Busy,
            PaymentEventTypes.FeeCancelled => await Recompute.UntilStoredAsync(BookingService.MaxTries, () => CancelAsync(request, envelope, ct)) ?? Busy,
            _ => await CashAsync(request, envelope, ct),
        };
    }

    private static Outcome.Reject Reject(string code, string? more = null) => new(code, $"{PaymentReasonCodes.Sentences[code]}{(more is null ? "" : $" ({more})")}");

    private async Task<Outcome?> AssessAsync(FeeRequest request, Envelope envelope, CancellationToken ct)
    {
        var fee = new Fee
        {
            Number = request.Number,
            Dossier = request.Dossier,
            Lines = request.Lines,
            FeeType = request.FeeType,
            Agency = request.Agency,
            Payer = request.Payer,
            DueDay = request.DueDay,
        };
        if (await payments.FileAsync(fee.Id, ct) is not { } known)
        {
            return await SettleAsync(new FeeFile(fee, [], []), fee, null, envelope, ct);
        }

        if (known.Fee.IsCancelled)
        {
            return Reject(PaymentReasonCodes.FeeCancelled, fee.Number);
        }

        // The system before may not have told type and agency.
        var isSame = known.Fee.Lines.SequenceEqual(fee.Lines) && (known.Fee.FeeType ?? fee.FeeType) == fee.FeeType && (known.Fee.Agency ?? fee.Agency) == fee.Agency;
        return isSame ? new Outcome.Done(fee.Id) : Reject(PaymentReasonCodes.FeeDiffers, fee.Number);
    }

    private async Task<Outcome?> ChangeAsync(FeeRequest request, Envelope envelope, CancellationToken ct) =>
        await payments.FileAsync(Fee.IdOf(request.Dossier, request.Number), ct) is not { } known ? Reject(PaymentReasonCodes.FeeUnknown, request.Number)
        : known.Fee.IsCancelled ? Reject(PaymentReasonCodes.FeeCancelled, request.Number)
        : await SettleAsync(
            known, known.Fee with { Lines = request.Lines, FeeType = request.FeeType ?? known.Fee.FeeType, DueDay = request.DueDay ?? known.Fee.DueDay }, FeeSettler.Lowered, envelope, ct);

    private async Task<Outcome?> CancelAsync(FeeRequest request, Envelope envelope, CancellationToken ct) =>
        await payments.FileAsync(Fee.IdOf(request.Dossier, request.Number), ct) is not { } known ? Reject(PaymentReasonCodes.FeeUnknown, request.Number)
        : known.Fee.IsCancelled ? new Outcome.Done(known.Fee.Id)
        : await SettleAsync(known, known.Fee with { IsCancelled = true }, FeeSettler.Cancelled, envelope, ct);

    private async Task<Outcome?> SettleAsync(FeeFile file, Fee fee, string? cause, Envelope envelope, CancellationToken ct)
    {
        var draft = new MoneyDraft(clock.GetUtcNow(), $"event/{envelope.Id}");
        draft.Know(file);
        draft.Put(fee);
        settler.Settle(draft, fee.Id, cause, await accounts.ListAsync(ct));
        return await payments.CommitAsync(draft.ToBatch(), ct) ? new Outcome.Done(fee.Id) : null;
    }

    // A receipt number is unique in the centre: the same with another content is a person's.
    private async Task<Outcome> CashAsync(FeeRequest request, Envelope envelope, CancellationToken ct)
    {
        var (fee, account) = (Fee.IdOf(request.Dossier, request.Number), request.Counter is { } counter ? $"{PaymentCodes.Cash}/{counter}" : PaymentCodes.Cash);
        var digest = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{request.Receipt}\n{fee}\n{request.Cash}")));
        if (await payments.OfWitnessAsync(PaymentCodes.Cash, request.Receipt!, ct) is { } known)
        {
            return known.Witnesses.Any(witness => witness.Source == PaymentCodes.Cash && witness.Digest == digest) ? new Outcome.Done(known.Id) : Reject(PaymentReasonCodes.ReceiptDiffers, request.Receipt);
        }

        var credit = new Credit
        {
            Source = PaymentCodes.Cash,
            Key = request.Receipt!,
            Account = account,
            Amount = request.Cash,
            ValueDay = VietnamClock.DayOf(request.ReceivedAt!.Value),
            At = request.ReceivedAt,
            ReceivedAt = envelope.CreatedAt,
            Method = PaymentMethod.CounterCash,
            Digest = digest,
            Fee = fee,
        };
        return await bookings.BookAsync(credit, static (batch, _) => batch, null, ct) is { } booked ? new Outcome.Done(booked.Payment.Id) : Busy;
    }
}
