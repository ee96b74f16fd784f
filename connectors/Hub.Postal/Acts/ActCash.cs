namespace Hub.Postal.Acts;

/// <param name="Amount">Taken from the citizen, whole đồng.</param>
/// <param name="Receipt">Number of the receipt given.</param>
public sealed record ActCash(long Amount, string? Receipt);
