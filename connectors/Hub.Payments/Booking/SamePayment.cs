using Hub.Payments.Letters;
using Hub.Payments.Model;
using Hub.Payments.References;
using Hub.Payments.Settings;

namespace Hub.Payments.Booking;

/// <summary>
/// Whether money that is told of is money that another told of before. Two that one and the same source tells are always two. First by the bank's reference, then by
/// what the text says together with the time. What is alike and proves neither is left to a person.
/// </summary>
public sealed class SamePayment(ReferenceReader reader)
{
    private static readonly TimeSpan Together = TimeSpan.FromMinutes(2);

    /// <param name="alike">Payments of the same amount, of about the same day.</param>
    /// <param name="gone">Keys of the credit's source that count no more: lines of a statement that is corrected.</param>
    /// <returns>The payment that it is; null and whether a person must say.</returns>
    public (Payment? Same, bool IsDoubtful) Find(Credit credit, IReadOnlyList<Payment> alike, IReadOnlySet<string> gone)
    {
        var open = alike.Where(payment => payment.Amount == credit.Amount && Agree(payment, credit)
            && Math.Abs(payment.ValueDay.DayNumber - credit.ValueDay.DayNumber) <= 1
            && (!IsTakenBack(payment) || HasReference(payment, credit))
            && !IsOfOtherOrder(payment, credit)
            && !payment.Witnesses.Any(witness => witness.Source == credit.Source && !gone.Contains(witness.Key))).ToList();
        if (open.Find(payment => HasReference(payment, credit) || Names(payment, credit)) is { } certain)
        {
            return (certain, false);
        }

        var told = References(credit.Text, credit.Order);
        var possible = open.Where(payment => !Differ(payment, credit) && IsTogether(payment, credit)).ToList();
        var same = possible.Where(payment => SaysTheSame(payment, credit, told)).OrderBy(payment => Distance(payment, credit)).ThenBy(payment => payment.ValueDay != credit.ValueDay).FirstOrDefault();
        return (same, same is null && told.Count == 0 && possible.Exists(payment => (credit.BankReference is null || payment.BankReference is null) && References(payment.Text, null).Count == 0));
    }

    /// <summary>Money that another told of with the same reference and into another account: booked beside it, and a person must say which is wrong.</summary>
    public Payment? OfAnotherAccount(Credit credit, IReadOnlyList<Payment> alike)
    {
        var told = References(credit.Text, credit.Order);
        return credit.Account is not { } account || credit.Method is not (PaymentMethod.Transfer or PaymentMethod.Platform) ? null : alike.FirstOrDefault(payment =>
            payment.Method is PaymentMethod.Transfer or PaymentMethod.Platform && !IsUnnamed(payment) && !IsAccount(payment.Account, account) && !IsTakenBack(payment)
            && payment.Witnesses.All(witness => witness.Source != credit.Source)
            && (HasReference(payment, credit) || (told.Count > 0 && References(payment.Text, null).SetEquals(told) && IsTogether(payment, credit))));
    }

    /// <summary>However it is written: one bank parts the digits, another leaves out zeros in front.</summary>
    public static bool IsAccount(string one, string other) => MoneyNames.IsAccount(one, other);

    /// <summary>Nobody named the account yet: the name of one that told of it stands in its place.</summary>
    public static bool IsUnnamed(Payment payment) => payment.Account == PaymentCodes.Platform || payment.Witnesses.Any(witness => witness.Source == payment.Account);

    // Cash is told of by nobody else.
    private static bool Agree(Payment payment, Credit credit) => (credit.Account is { } account && IsAccount(payment.Account, account))
        || (payment.Method is PaymentMethod.Transfer or PaymentMethod.Platform && credit.Method is PaymentMethod.Transfer or PaymentMethod.Platform
            && (credit.Account is null or PaymentCodes.Platform || IsUnnamed(payment)));

    // Confirmation and answer of the platform bear the order's reference: what is of another is other money, however alike.
    private static bool IsOfOtherOrder(Payment payment, Credit credit) => PaymentCodes.IsPlatform(credit.Source) && credit.Order is { } order
        && payment.Witnesses.Any(witness => PaymentCodes.IsPlatform(witness.Source) && witness.Key != order && !witness.Key.StartsWith($"{order}/", StringComparison.Ordinal));

    private static bool IsTakenBack(Payment payment) => payment.Shares.All(share => share.State is PaymentState.Reversed);

    private static bool HasReference(Payment payment, Credit credit) => payment.Witnesses.Any(witness => MoneyNames.IsSame(witness.BankReference, credit.BankReference));

    private static bool Names(Payment payment, Credit credit) =>
        payment.Witnesses.Any(witness => Holds(credit.Text, witness.BankReference)) || Holds(payment.Text, credit.BankReference);

    private static bool Holds(string? text, string? name) =>
        name is { Length: >= MoneyNames.Least } && text is not null && MoneyNames.Squeeze(text).Contains(MoneyNames.Squeeze(name), StringComparison.Ordinal);

    private static bool Differ(Payment payment, Credit credit) => payment.Witnesses.Any(witness => MoneyNames.Differ(witness.BankReference, credit.BankReference));

    private static bool IsTogether(Payment payment, Credit credit) => credit.At is not { } at || payment.Witnesses.All(witness => witness.At is null)
        || payment.Witnesses.Any(witness => witness.At is { } known && (known - at).Duration() <= Together);

    private static TimeSpan Distance(Payment payment, Credit credit) => credit.At is not { } at ? TimeSpan.Zero
        : payment.Witnesses.Select(witness => witness.At is { } known ? (known - at).Duration() : TimeSpan.Zero).Min();

    private bool SaysTheSame(Payment payment, Credit credit, HashSet<string> told)
    {
        var known = References(payment.Text, null);
        if (known.Count > 0 || told.Count > 0)
        {
            return known.SetEquals(told);
        }

        // Files tell the bank's own day: the same plain words a day later are another payer's.
        if (payment.ValueDay != credit.ValueDay && PaymentCodes.IsFile(credit.Source) && PaymentCodes.IsFile(payment.Witnesses[0].Source))
        {
            return false;
        }

        var (one, other) = (MoneyNames.Squeeze(payment.Text ?? ""), MoneyNames.Squeeze(credit.Text ?? ""));
        return one.Length >= MoneyNames.Least && other.Length >= MoneyNames.Least && (one.Contains(other, StringComparison.Ordinal) || other.Contains(one, StringComparison.Ordinal));
    }

    private HashSet<string> References(string? text, string? order) => [.. reader.Read(text).Exact.Concat(reader.Read(order).Exact).Select(reference => reference.Text)];
}
