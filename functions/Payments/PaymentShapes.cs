using System.Text.Json.Serialization;
using Hub.Core;
using Hub.Functions.Http;
using Hub.Functions.Http.Messages;
using Hub.Payments.Booking;
using Hub.Payments.Expecting;
using Hub.Payments.Model;
using Hub.Payments.Settings;
using Hub.Payments.Telling;

namespace Hub.Functions.Payments;

/// <param name="Next">Give it back as <c>after</c>; absent when there is no more.</param>
public sealed record PaymentList(IReadOnlyList<PaymentView> Payments, long? Next);

/// <summary>Money that came in. Amounts are whole đồng.</summary>
/// <param name="Seq">Where it stands in the order of booking.</param>
/// <param name="State">Of its money; where that is divided, the state that most asks for somebody.</param>
/// <param name="Text">Of the transfer.</param>
public sealed record PaymentView(
    long? Seq, string Id, string Account, long Amount, DateOnly ValueDay, DateTimeOffset BookedAt, string Method, string State, Bilingual StateText, string? BankReference, string? Text,
    IReadOnlyList<ShareView> Shares, IReadOnlyList<WitnessView> Witnesses, IReadOnlyList<MoveView>? Moves = null)
{
    // What needs a person before what is in order.
    private static readonly PaymentState[] Urgent =
        [PaymentState.Waiting, PaymentState.Unidentified, PaymentState.RefundDue, PaymentState.Matched, PaymentState.Refunded, PaymentState.WrittenOff, PaymentState.Reversed];

    public static PaymentView Of(Payment payment, long? seq = null, IReadOnlyList<LedgerMove>? moves = null)
    {
        var state = Urgent.First(urgent => payment.Shares.Any(share => share.State == urgent));
        return new(
            seq, payment.Id, payment.Account, payment.Amount, payment.ValueDay, payment.BookedAt, payment.Method.Name(), Name(state), PaymentStates.Table.Text(state), payment.BankReference, payment.Text,
            [.. payment.Shares.Select(share => new ShareView(Name(share.State), share.Amount, share.Fee))],
            [.. payment.Witnesses.Select(witness => new WitnessView(witness.Source, witness.Key, witness.At, witness.ReceivedAt, witness.BankReference))],
            moves is null ? null : [.. moves.Select(move => new MoveView(move.At, move.From is { } from ? Name(from) : null, move.FromFee, Name(move.To), move.ToFee, move.Amount, move.By))]);
    }

    private static string Name(PaymentState state) => PaymentStates.Table.Name(state);
}

/// <param name="Fee">Id of the fee it belongs to.</param>
public sealed record ShareView(string State, long Amount, string? Fee);

public sealed record WitnessView(string Source, string Key, DateTimeOffset? At, DateTimeOffset ReceivedAt, string? BankReference);

public sealed record MoveView(DateTimeOffset At, string? From, string? FromFee, string To, string? ToFee, long Amount, string By);

/// <param name="Next">Give it back as <c>after</c>; absent when there is no more.</param>
public sealed record FeeList(IReadOnlyList<FeeView> Fees, string? Next);

/// <summary>A fee with its money. Amounts are whole đồng.</summary>
/// <param name="Id">Dossier and number.</param>
/// <param name="Missing">What is still asked for.</param>
/// <param name="Refunds">What was approved to go back; to whom is not said here.</param>
public sealed record FeeView(
    string Id, string Dossier, string Number, string State, Bilingual StateText, long Amount, long Paid, long Missing, long RefundDue, long Refunded, string? FeeType, string? Agency, DateOnly? DueDay,
    DateTimeOffset ChangedAt, IReadOnlyList<FeeLineView> Lines, IReadOnlyList<RequestView> Requests, IReadOnlyList<RefundView> Refunds, IReadOnlyList<PaymentView>? Payments = null)
{
    public static FeeView Of(FeeFile file, DateTimeOffset now, bool isWhole)
    {
        var (fee, balance) = (file.Fee, FeeBalance.Of(file.Fee.Id, file.Payments));
        return new(
            fee.Id, fee.Dossier, fee.Number, FeeStates.Table.Name(fee.State), FeeStates.Table.Text(fee.State), fee.Amount, balance.Matched, balance.Missing(fee), balance.RefundDue, balance.Refunded, fee.FeeType,
            fee.Agency, fee.DueDay, fee.ChangedAt, [.. fee.Lines.Select(line => new FeeLineView(line.Kind is FeeKind.Charge ? "charge" : "fee", line.Name, line.Amount, line.Code))],
            [.. file.Requests.Where(request => fee.Refunds.All(refund => refund.Reference != request.Reference.Text)).OrderBy(request => request.CreatedAt).Select(request => new RequestView(
                request.Reference.Text, RequestStates.Table.Name(request.StateAt(now)), request.Amount, request.Account, request.CreatedAt, request.ExpiresAt, request.ReplacedBy))],
            [.. fee.Refunds.Select(refund => new RefundView(refund.Reference, refund.Amount, refund.ApprovedAt, refund.PaidAt))],
            isWhole ? [.. file.Payments.Select(payment => PaymentView.Of(payment))] : null);
    }
}

public sealed record FeeLineView(string Kind, string Name, long Amount, string? Code);

/// <param name="Reference">What the text of the transfer out must hold.</param>
/// <param name="PaidAt">When a debit of the bank with this reference and amount was booked.</param>
public sealed record RefundView(string Reference, long Amount, DateTimeOffset ApprovedAt, DateTimeOffset? PaidAt);

/// <param name="Account">Empty while none serves the fee.</param>
public sealed record RequestView(string Reference, string State, long Amount, string Account, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, string? ReplacedBy);

/// <summary>The code of a payment request for software that draws it.</summary>
/// <param name="Payload">What the drawn code holds, to the letter.</param>
/// <param name="Bin">NAPAS' number of the bank, six digits.</param>
/// <param name="Amount">Whole đồng.</param>
public sealed record RequestCode(string Reference, string Payload, string Bin, string Account, string Holder, long Amount, DateTimeOffset ExpiresAt);

/// <param name="Faults">Everything by which money is nowhere or in two places; empty when every đồng is in exactly one place.</param>
public sealed record LedgerView(DateOnly From, DateOnly To, IReadOnlyList<LedgerLine> Lines, IReadOnlyList<LedgerFault> Faults);

/// <summary>Which files are expected, and which of them are missing.</summary>
public sealed record ExpectedList(IReadOnlyList<ExpectedView> Expected);

/// <param name="Source">Account or terminal, as the settings name it.</param>
/// <param name="Kind"><c>statement</c> or <c>settlement</c>.</param>
/// <param name="Days"><c>bank</c>: working days; <c>daily</c>.</param>
/// <param name="Missing">Days whose hour has passed and of which nothing tells.</param>
/// <param name="Covered">The last day of which a statement tells; null where none does.</param>
/// <param name="NextDay">The day whose file is expected next, until <paramref name="NextUntil"/>.</param>
public sealed record ExpectedView(string Source, string Kind, string Days, IReadOnlyList<DateOnly> Missing, DateOnly? Covered, DateOnly NextDay, DateTimeOffset NextUntil)
{
    public static ExpectedView Of(ExpectedSource source) => new(
        source.Source, source.IsTerminal ? "settlement" : "statement", source.Days is ExpectedDays.Daily ? "daily" : "bank", source.Missing, source.Covered, source.Awaited.Day, source.Awaited.Until);
}

/// <summary>The JSON of the payments' endpoints, as <see cref="HubJson"/> has it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    UseStringEnumConverter = true,
    Converters = [typeof(TimeConverter)])]
[JsonSerializable(typeof(PaymentList))]
[JsonSerializable(typeof(PaymentView))]
[JsonSerializable(typeof(FeeList))]
[JsonSerializable(typeof(FeeView))]
[JsonSerializable(typeof(RequestCode))]
[JsonSerializable(typeof(LedgerView))]
[JsonSerializable(typeof(OrderList))]
[JsonSerializable(typeof(OrderView))]
[JsonSerializable(typeof(OrderWish))]
[JsonSerializable(typeof(ExpectedList))]
public sealed partial class PaymentsJson : JsonSerializerContext
{
    public static PaymentsJson Wire => field ??= new(HubJson.Readable(Default.GeneratedSerializerOptions!));
}
