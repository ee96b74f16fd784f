using Hub.Core.DeadLetters;
using Hub.Core.Trust;

namespace Hub.UnitTests.Steps;

/// <summary>One redrive over letters that fail again or not, as the test says, some advances after their release.</summary>
internal sealed class MemoryRedrives(int letters, double rate, Func<int, bool> succeeds, int delay = 0) : IRedrives
{
    private readonly Queue<(int Letter, int DecidedAt)> _undecided = new();
    private int _advances;

    public Redrive Row { get; private set; } = new("r1", new DeadLetterFilter(), rate, "running", letters, 0, 0, 0, "op-lan", default, null);

    public List<int> Releases { get; } = [];

    public long MostUndecided { get; private set; }

    public AuditEntry? Stopped { get; private set; }

    public Task<Redrive> AdvanceAsync(string id, int max, DateTimeOffset now, CancellationToken ct)
    {
        _advances++;
        while (_undecided.TryPeek(out var next) && next.DecidedAt <= _advances)
        {
            _undecided.Dequeue();
            Row = succeeds(next.Letter) ? Row with { Succeeded = Row.Succeeded + 1 } : Row with { FailedAgain = Row.FailedAgain + 1 };
        }

        var count = (int)Math.Min(max, Row.Planned - Row.Released);
        Releases.Add(count);
        for (var i = 0; i < count; i++)
        {
            _undecided.Enqueue(((int)Row.Released + i, _advances + 1 + delay));
        }

        Row = Row with { Released = Row.Released + count };
        MostUndecided = Math.Max(MostUndecided, _undecided.Count);
        if (Row.Released == Row.Planned && _undecided.Count == 0)
        {
            Row = Row with { State = "done" };
        }

        return Task.FromResult(Row);
    }

    public Task<bool> StopAsync(string id, string reason, AuditEntry audit, CancellationToken ct)
    {
        Row = Row with { State = "stopped", StopReason = reason };
        Stopped = audit;
        return Task.FromResult(true);
    }

    public Task<Redrive?> FindAsync(string id, CancellationToken ct) => Task.FromResult<Redrive?>(Row);

    public Task<IReadOnlyList<Redrive>> RunningAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Redrive>>(Row.State == "running" ? [Row] : []);

    public Task<Redrive> PlanAsync(DeadLetterFilter filter, double ratePerSecond, AuditEntry audit, CancellationToken ct) => throw new NotSupportedException();

    public Task<bool> StartAsync(string id, AuditEntry audit, CancellationToken ct) => throw new NotSupportedException();
}
