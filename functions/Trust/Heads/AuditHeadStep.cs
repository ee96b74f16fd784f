using Hub.Core.Steps;
using Hub.Core.Trust;

namespace Hub.Functions.Trust.Heads;

/// <summary>Tells the end of the audit's chain to the outside, as often as the settings want, where it moved.</summary>
internal sealed partial class AuditHeadStep(IAuditLog log, IEnumerable<IHeadListener> listeners, TimeSpan every, TimeProvider clock, ILogger<AuditHeadStep> logger) : IStep
{
    public const string StepName = "audit-head";
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);
    private readonly List<(IHeadListener Listener, AuditHead? Told, DateTimeOffset At)> _all = [.. listeners.Select(listener => (listener, (AuditHead?)null, DateTimeOffset.MinValue))];

    public string Name => StepName;

    public Signal Wake { get; } = new();

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        if (_all.Count == 0)
        {
            return null;
        }

        var (head, now) = (await log.HeadAsync(ct), clock.GetUtcNow());
        var next = every;
        for (var i = 0; i < _all.Count; i++)
        {
            var (listener, told, at) = _all[i];

            // A timer of somebody else's may run this more often.
            if (head.Seq == 0 || head == told || now < at + every)
            {
                continue;
            }

            try
            {
                await listener.TellAsync(head, now, ct);
                _all[i] = (listener, head, now);
            }
#pragma warning disable CA1031 // One that cannot be told keeps no other from being told, and is tried again.
            catch (Exception failed) when (failed is not OperationCanceledException)
#pragma warning restore CA1031
            {
                CannotTell(listener.Name, failed);
                next = Soon < every ? Soon : every;
            }
        }

        return now + next;
    }

    [LoggerMessage(2010, LogLevel.Error, "The end of the audit cannot be told to {Listener}; it is tried again")]
    private partial void CannotTell(string listener, Exception failed);
}

/// <summary>Somebody outside who remembers ends of the audit's chain.</summary>
internal interface IHeadListener
{
    string Name { get; }

    /// <summary>Returns once it is out of the hub's hands.</summary>
    Task TellAsync(AuditHead head, DateTimeOffset at, CancellationToken ct);
}
