using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Hub.Sandbox.Post;

namespace Hub.Sandbox.State;

/// <summary>Counts of what the outside world saw, by kind. The kinds a check asks for are there from the start, at zero.</summary>
internal sealed class Effects
{
    private static readonly string[] Known =
    [
        EffectNames.PortalCalls, EffectNames.PortalLogin, EffectNames.PortalLoginRefused, EffectNames.PortalSessionRefused,
        EffectNames.DossierCreated, EffectNames.DossierUpdated, EffectNames.CreateRefusedExisting, EffectNames.UpdateRefusedUnknown,
        EffectNames.BackwardMove, EffectNames.RefusedInvalid, EffectNames.UnknownField, EffectNames.ProgressLine,
        EffectNames.ProgressDoubled, EffectNames.ProgressOutOfOrder, EffectNames.ProgressRefusedUnknown,
        EffectNames.IntegrationProposed, EffectNames.IntegrationWithdrawn, EffectNames.SubmissionSent,
        EffectNames.WebhookCalls, EffectNames.WebhookReceived, EffectNames.WebhookDuplicate, EffectNames.WebhookRefused,
        .. PostEffects.Known,
    ];

    private readonly ConcurrentDictionary<string, StrongBox<long>> _counts = new(StringComparer.Ordinal);

    public Effects() => Clear();

    public void Count(string kind) => Interlocked.Increment(ref _counts.GetOrAdd(kind, static _ => new StrongBox<long>()).Value);

    public SortedDictionary<string, long> Snapshot() =>
        new(_counts.ToDictionary(pair => pair.Key, pair => Interlocked.Read(ref pair.Value.Value)), StringComparer.Ordinal);

    public void Clear()
    {
        _counts.Clear();
        foreach (var kind in Known)
        {
            _counts.TryAdd(kind, new StrongBox<long>());
        }
    }
}
