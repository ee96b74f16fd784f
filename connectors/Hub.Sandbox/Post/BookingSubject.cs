namespace Hub.Sandbox.Post;

/// <summary>What the magic values look at: the order number and the phones of both sides.</summary>
internal sealed record BookingSubject(string OrderNumber, IReadOnlyList<string> Phones);
