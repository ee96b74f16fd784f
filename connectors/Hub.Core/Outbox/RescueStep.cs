using Hub.Core.Steps;
using Microsoft.Extensions.Logging;

namespace Hub.Core.Outbox;

/// <summary>Gives back the strands of workers that died or hang.</summary>
public sealed class RescueStep(IOutbox outbox, TimeProvider clock, ILogger<RescueStep> logger) : IStep
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    public string Name => "rescue";

    public Signal Wake { get; } = new();

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var rescued = await outbox.RescueAsync(now, all: false, ct);
        if (rescued > 0)
        {
            logger.Rescued(rescued);
        }

        return now + Every;
    }
}

internal static partial class RescueLog
{
    [LoggerMessage(1002, LogLevel.Warning, "{Count} leases ran out and were given back; their envelopes are doubtful")]
    public static partial void Rescued(this ILogger logger, int count);
}
