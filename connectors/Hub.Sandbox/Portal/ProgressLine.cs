namespace Hub.Sandbox.Portal;

/// <summary>A progress line as it arrived; <c>Item</c> is its own JSON, compact UTF-8.</summary>
internal sealed record ProgressLine(DateTimeOffset At, bool Doubled, bool OutOfOrder, byte[] Item);
