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

    public IReadOnlyList<string>? Operations { get; } = request.Operations;

    public long Calls => Interlocked.Read(ref _calls);

    public long Hits => Interlocked.Read(ref _hits);

    public bool IsOver(DateTimeOffset now) => until <= now;

    public bool Concerns(string operation) =>
        kind == FaultKind.Maintenance || Operations is not { Count: > 0 } || Operations.Contains(operation, StringComparer.Ordinal);

    public long NextCall() => Interlocked.Increment(ref _calls);

    public void CountHit() => Interlocked.Increment(ref _hits);
}
