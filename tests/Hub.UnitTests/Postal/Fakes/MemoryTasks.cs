using Hub.Core.Tasks;
using Hub.Core.Trust;

namespace Hub.UnitTests.Postal.Fakes;

internal sealed class MemoryTasks : ITasks
{
    public List<WorkTask> All { get; } = [];

    public IEnumerable<WorkTask> Open => All.Where(task => task.EndedAt is null);

    public Task<WorkTask?> FindAsync(Guid id, CancellationToken ct) => Task.FromResult(All.Find(task => task.Id == id));

    public Task<IReadOnlyList<WorkTask>> ListAsync(
        bool open, string? kind, string? @operator, string? dossier, DateTimeOffset? afterDue, Guid? after, int limit, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<WorkTask>>(
        [
            .. All.Where(task => task.EndedAt is null == open && (kind ?? task.Kind) == task.Kind && (@operator ?? task.Operator) == task.Operator && (dossier ?? task.Dossier) == task.Dossier)
                .OrderBy(task => task.DueAt).Take(limit),
        ]);

    public Task<bool> EndAsync(Guid id, DateTimeOffset at, string by, string result, AuditEntry audit, CancellationToken ct)
    {
        var index = All.FindIndex(task => task.Id == id && task.EndedAt is null);
        if (index >= 0)
        {
            All[index] = All[index] with { EndedAt = at, EndedBy = by, Result = result };
        }

        return Task.FromResult(index >= 0);
    }

    public Task<int> OpenAsync(IReadOnlyList<WorkTask> tasks, CancellationToken ct) => Task.FromResult(tasks.Count(Add));

    public bool Add(WorkTask task)
    {
        var isNew = !Open.Any(open => open.Kind == task.Kind && open.Subject == task.Subject);
        if (isNew)
        {
            All.Add(task);
        }

        return isNew;
    }

    public void End(TaskEnd end)
    {
        for (var i = 0; i < All.Count; i++)
        {
            if (All[i].EndedAt is null && All[i].Kind == end.Kind && All[i].Subject == end.Subject)
            {
                All[i] = All[i] with { EndedAt = end.At, EndedBy = end.By, Result = end.Result };
            }
        }
    }
}
