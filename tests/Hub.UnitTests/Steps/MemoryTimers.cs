using Hub.Core.Steps;

namespace Hub.UnitTests.Steps;

internal sealed class MemoryTimers : ITimers
{
    public DateTimeOffset? Next { get; set; }

    public DateTimeOffset LeaseUntil { get; set; }

    public List<string?> Results { get; } = [];

    public Task<long?> TryTakeAsync(string name, DateTimeOffset now, DateTimeOffset leaseUntil, DateTimeOffset firstAt, CancellationToken ct)
    {
        Next ??= firstAt;
        if (Next > now || LeaseUntil > now)
        {
            return Task.FromResult<long?>(null);
        }

        LeaseUntil = leaseUntil;
        return Task.FromResult<long?>(leaseUntil.UtcTicks);
    }

    public Task FinishAsync(string name, long token, DateTimeOffset nextAt, string? result, CancellationToken ct)
    {
        (Next, LeaseUntil) = (nextAt, default);
        Results.Add(result);
        return Task.CompletedTask;
    }

    public Task PokeAsync(string name, DateTimeOffset now, CancellationToken ct)
    {
        Next = now;
        return Task.CompletedTask;
    }

    public Task<DateTimeOffset?> NextAtAsync(string name, CancellationToken ct) => Task.FromResult(Next);
}
