using System.Text.Json;

namespace Hub.Sandbox.Post;

/// <summary>A booking that has passed the rules of its dialect.</summary>
/// <param name="ItemCode">The customer's choice; null when the operator chooses.</param>
internal sealed record Booking(
    PostDialect Dialect, string CustomerCode, BookingSubject Subject, string? ItemCode, string Receiver, long CodAmount, JsonElement Request, bool IsDraft = false);
