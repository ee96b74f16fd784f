using Hub.Core.Steps;

namespace Hub.Core.Approvals;

/// <summary>Ends proposals that nobody decided in time. Safe at several instances at once; an approval judges the time itself, so nothing rests on when this runs.</summary>
public sealed class LapseStep(IProposals proposals, TimeProvider clock) : IStep
{
    private const int Bite = 100;
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    public string Name => "approvals";

    public Signal Wake { get; } = new();

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return await proposals.LapseAsync(now, Bite, ct) == Bite ? now : now + Every;
    }
}
