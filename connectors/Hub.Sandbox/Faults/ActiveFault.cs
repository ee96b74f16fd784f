namespace Hub.Sandbox.Faults;

/// <summary>A fault that is on until its time on the twin's clock, or until it is cleared.</summary>
internal sealed class ActiveFault(string id, FaultKind kind, FaultRequest request, DateTimeOffset? until)
{
    private long _calls;
    private long _hits;

    public string Id => id;

    public FaultKind Kind => kind;

    public double Share { get; } = request.Share ?? 1;

    public DateTimeOffset? Until => until;

    public TimeSpan Latency { get; } = TimeSpan.FromMilliseconds(request.LatencyMs ?? 2000);

    public int Status { get; } = request.Status ?? 503;

    public TimeSpan? RetryAfter { get; } = request.RetryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    public IReadOnlyList<string>? Operations { get; } = request.Operations;

    public long Calls => Interlocked.Read(ref _calls);

    public long Hits => Interlocked.Read(ref _hits);

    public bool IsOver(DateTimeOffset now) => until <= now;

    public bool Concerns(string operation) =>
        kind == FaultKind.Maintenance || Operations is not { Count: > 0 } || Operations.Contains(operation, StringComparer.Ordinal);

    public long NextCall() => Interlocked.Increment(ref _calls);

    /// <summary>False when it has hit as often as it was meant to.</summary>
    public bool TryHit()
    {
        if (request.Times is not { } times)
        {
            Interlocked.Increment(ref _hits);
            return true;
        }

        for (var hits = Hits; hits < times; hits = Hits)
        {
            if (Interlocked.CompareExchange(ref _hits, hits + 1, hits) == hits)
            {
                return true;
            }
        }

        return false;
    }
}
