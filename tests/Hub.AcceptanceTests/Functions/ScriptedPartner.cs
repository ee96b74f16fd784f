using System.Collections.Concurrent;
using Hub.Core.Envelopes;
using Hub.Core.Outbox;
using Hub.NationalPortal.Settings;
using Hub.Tests.Http;

namespace Hub.AcceptanceTests.Functions;

/// <summary>The party behind the portal's lane, which answers when and what the test says.</summary>
public sealed class ScriptedPartner : IConnector
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<Outcome>> _answers = new(StringComparer.Ordinal);

    public ConcurrentQueue<string> Seen { get; } = new();

    public string Lane => NationalPortalCodes.Lane;

    public IReadOnlyCollection<string> Types { get; } = [Event.ReceivedType];

    public async Task<Handled> HandleAsync(Delivery delivery, CancellationToken ct)
    {
        Seen.Enqueue(delivery.Envelope.Key);
        return await Of(delivery.Envelope.Key).Task.WaitAsync(ct);
    }

    public Task<string?> ProbeAsync(CancellationToken ct) => Task.FromResult<string?>(null);

    public void Answer(string key, Outcome outcome) => Of(key).TrySetResult(outcome);

    private TaskCompletionSource<Outcome> Of(string key) => _answers.GetOrAdd(key, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
