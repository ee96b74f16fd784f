using Hub.Core.Inbox;
using Hub.Core.Tasks;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;
using Hub.Postal.Telling;

namespace Hub.Postal.Acts;

/// <summary>What an act has come to so far.</summary>
internal sealed class ActDraft(Consignment consignment, MoveVerdict verdict, DateTimeOffset now, PostalAlerts alerts, PostalOptions options)
{
    private readonly List<ActFinding> _findings = [];
    private readonly List<WorkTask> _tasks = [];
    private readonly List<Submission> _events = [];

    public Consignment Consignment { get; set; } = consignment;

    public MoveVerdict Verdict { get; } = verdict;

    public DateTimeOffset Now { get; } = now;

    public PostalOptions Options { get; } = options;

    public bool IsProven { get; set; }

    public IReadOnlyList<ActFinding> Findings => _findings;

    public IReadOnlyList<WorkTask> Tasks => _tasks;

    public IReadOnlyList<Submission> Events => _events;

    public void Find(ActFinding finding) => _findings.Add(finding);

    /// <param name="actId">Parts the events: the same act told twice is one.</param>
    public void Find(ActFinding finding, PostalAlert alert, string actId)
    {
        _findings.Add(finding);
        var (task, told) = alerts.Raise(alert, $"{Consignment.Number}/{actId}", Consignment, Now);
        _tasks.Add(task);
        _events.Add(told);
    }

    public void Tell(Submission told) => _events.Add(told);
}
