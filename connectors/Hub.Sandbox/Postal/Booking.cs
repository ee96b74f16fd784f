using System.Text.Json;

namespace Hub.Sandbox.Postal;

/// <summary>A booking that has passed the rules of its dialect.</summary>
/// <param name="ItemCode">The customer's choice; null when the operator chooses.</param>
internal sealed record Booking(
    PostDialect Dialect, string CustomerCode, BookingSubject Subject, string? ItemCode, string Receiver, long CodAmount, JsonElement Request, bool IsDraft = false);

/// <summary>What the magic values look at: the order number and the phones of both sides.</summary>
internal sealed record BookingSubject(string OrderNumber, IReadOnlyList<string> Phones);

/// <summary>What became of a booking.</summary>
internal enum BookingVerdict
{
    Booked,
    AlreadyRegistered,
    ItemCodeReused,
    ItemCodeOutside,
}

/// <summary>How often a booking was refused because its number was registered. Used under the gate of the store; not kept over a restart.</summary>
internal sealed class RefusedNumbers
{
    private readonly Dictionary<(PostDialect Dialect, string Number), int> _counts = [];

    public void Count(PostDialect dialect, string number) => _counts[(dialect, number)] = Of(dialect, number) + 1;

    public int Of(PostDialect dialect, string number) => _counts.GetValueOrDefault((dialect, number));

    public int Of(PostDialect dialect) => _counts.Where(pair => pair.Key.Dialect == dialect).Sum(pair => pair.Value);

    public void Clear() => _counts.Clear();
}
