using System.Collections.Concurrent;
using Hub.Functions.Azure;
using Hub.Tests.Http;
using Hub.Tests.Triggers;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.AcceptanceTests.Functions;

/// <summary>Invokes what the worker's functions call, and sees how their messages were settled.</summary>
internal sealed class Invoke(HubApp app, CancellationToken cancelled = default) : ISettlement
{
    private readonly ConcurrentDictionary<string, string> _settled = new(StringComparer.Ordinal);

    private Triggers Triggers => app.App.Services.GetRequiredService<Triggers>();

    public Task<string> EventsAsync(params QueueMessage[] messages) => Triggers.EventsAsync(Call(FunctionNames.IncomingEvents), [.. messages.Select(message => message.Received())]);

    public Task<string> NoticesAsync(string lane, params QueueMessage[] messages) =>
        Triggers.NoticesAsync(Call(FunctionNames.Lane(lane)), [.. messages.Select(message => message.Received())]);

    public Task<string> TimerAsync(string schedule) => Triggers.TimerAsync(Call(FunctionNames.Timer(schedule)));

    /// <summary>What was said of a message: <c>completed</c>, <c>abandoned</c> or the reason of its death; null when nothing.</summary>
    public string? Fate(QueueMessage message) => _settled.GetValueOrDefault(message.LockToken.ToString());

    Task ISettlement.CompleteAsync(string lockToken, CancellationToken ct) => SettleAsync(lockToken, "completed");

    Task ISettlement.AbandonAsync(string lockToken, CancellationToken ct) => SettleAsync(lockToken, "abandoned");

    Task ISettlement.DeadLetterAsync(string lockToken, string reason, string description, CancellationToken ct) => SettleAsync(lockToken, reason);

    private TriggerCall Call(string function) => new(function, Guid.NewGuid().ToString(), this, cancelled);

    private Task SettleAsync(string token, string fate) => _settled.TryAdd(token, fate) ? Task.CompletedTask : throw new InvalidOperationException("Settled twice.");
}
