using System.Globalization;
using Hub.Postal.Consignments;

namespace Hub.Postal.Settings;

/// <summary>
/// How an operator is told what to collect. At a delivery the receiver pays, which is what cash on delivery means; at a pickup it is the sender, the citizen, and
/// operators differ: some read the amount of the order so, others would ask the receiver, the agency, and must be told in words.
/// </summary>
public static class FeeWords
{
    /// <summary>Setting <c>PickupFee</c>: as the amount of the order.</summary>
    public const string Amount = "amount";

    /// <summary>Setting <c>PickupFee</c>: in words to the postman, the amount being nothing.</summary>
    public const string Words = "words";

    public static IReadOnlyList<string> All { get; } = [Amount, Words];

    /// <summary>Whether the fee is the amount of the order, which the operator then owes once the order is carried out.</summary>
    internal static bool IsAmount(PostalDirection direction, PostalOperatorOptions options) => direction is PostalDirection.Delivery
        || (options.PickupFee is { Length: > 0 } set ? set : options.Dialect is PostalDialectNames.MyVnPost ? Words : Amount) is Amount;

    /// <returns>Whole đồng as the order's amount, and what the postman is told beside it.</returns>
    internal static (long Amount, string? Words) Of(PostalDirection direction, long fee, PostalOperatorOptions options) => IsAmount(direction, options) ? (fee, null)
        : fee > 0 ? (0, string.Create(CultureInfo.InvariantCulture, $"Thu lệ phí của người gửi: {fee} đồng"))
        : (0, null);
}
