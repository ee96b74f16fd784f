namespace Hub.Sandbox.Post;

/// <summary>What was done under one order number: bookings made, further ones refused because the number was registered already, and cancels.</summary>
internal sealed record NumberTally(string OrderNumber, int Bookings, int RefusedDuplicates, int Cancels);
