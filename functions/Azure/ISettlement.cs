namespace Hub.Functions.Azure;

/// <summary>How a message is settled that an invocation brought, by the token of its lock.</summary>
public interface ISettlement
{
    /// <exception cref="SettlementException">The lock is lost, or the host does not answer.</exception>
    Task CompleteAsync(string lockToken, CancellationToken ct);

    /// <summary>It comes again at once, until its deliveries are used up.</summary>
    /// <exception cref="SettlementException">The lock is lost, or the host does not answer.</exception>
    Task AbandonAsync(string lockToken, CancellationToken ct);

    /// <exception cref="SettlementException">The lock is lost, or the host does not answer.</exception>
    Task DeadLetterAsync(string lockToken, string reason, string description, CancellationToken ct);
}

/// <summary>A message could not be settled. The broker brings it again when its lock has run out.</summary>
public sealed class SettlementException(string message, Exception inner) : Exception(message, inner);
