namespace Hub.Sandbox.Post;

/// <summary>A report that D owes to the customer's webhook.</summary>
/// <param name="Attempt">Attempts made so far.</param>
/// <param name="NextAt">Not before this moment on the twin's clock.</param>
internal sealed record Push(long Number, TrackingEvent Told, int Attempt, DateTimeOffset NextAt);
