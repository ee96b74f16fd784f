using Hub.Tests.Triggers;

namespace Hub.ProcessTests.Functions.Host;

/// <summary>A Service Bus queue as the trigger's listener and a sender see it.</summary>
internal interface IHostQueue
{
    string Name { get; }

    Task SendAsync(QueueMessage message);

    /// <summary>Waits for the next message and locks it; of a session it is the first, and no other comes while it is locked.</summary>
    Task<QueueMessage> ReceiveAsync(CancellationToken ct);

    Task CompleteAsync(QueueMessage message, CancellationToken ct);

    /// <summary>It comes again at once, until its deliveries are used up.</summary>
    Task AbandonAsync(QueueMessage message, CancellationToken ct);

    Task DeadLetterAsync(QueueMessage message, string? reason, string? description, CancellationToken ct);

    /// <summary>Messages neither completed nor dead.</summary>
    Task<long> OpenAsync();

    /// <summary>Ids of its dead letters.</summary>
    Task<IReadOnlyList<string>> DeadAsync();
}
