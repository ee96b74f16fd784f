using Hub.Core.Inbox;
using Hub.Core.Tasks;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;

namespace Hub.Postal.Tracking;

/// <summary>Gathers what the tracking events of a page come to, so that it is written as one batch.</summary>
internal sealed class PostalDraft(IReadOnlyDictionary<string, Consignment> read)
{
    private readonly Dictionary<string, Consignment> _changed = new(StringComparer.Ordinal);
    private readonly List<PostalRecord> _records = [];
    private readonly Dictionary<string, Submission> _events = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Kind, string Subject), WorkTask> _tasks = [];
    private readonly Dictionary<(string Kind, string Subject), TaskEnd> _ended = [];
    private readonly Dictionary<MoveVerdict, int> _verdicts = [];
    private readonly List<PostalRecord> _unknown = [];

    public bool IsEmpty => _records.Count == 0;

    public int Strangers { get; private set; }

    /// <summary>How many tracking events of our parcels bore a code that no table holds, by operator.</summary>
    public IEnumerable<(string Operator, int Count)> UnknownCodes =>
        _unknown.CountBy(record => PostalCodes.OperatorOf(record.Source)).Select(counted => (counted.Key, counted.Value));

    /// <summary>As it is after the tracking events so far; null when there is none of this number.</summary>
    public Consignment? Present(string number) => _changed.GetValueOrDefault(number) ?? read.GetValueOrDefault(number);

    public int Count(MoveVerdict verdict) => _verdicts.GetValueOrDefault(verdict);

    public void Add(FoldResult result)
    {
        if (!ReferenceEquals(Present(result.Consignment.Number), result.Consignment))
        {
            _changed[result.Consignment.Number] = result.Consignment;
        }

        _records.Add(result.Record);
        if (result.Verdict is MoveVerdict.Unplaced && result.Record.Code.Length > 0)
        {
            _unknown.Add(result.Record);
        }

        _verdicts[result.Verdict] = Count(result.Verdict) + 1;
        foreach (var ended in result.EndedTasks)
        {
            _tasks.Remove((ended.Kind, ended.Subject));
            _ended[(ended.Kind, ended.Subject)] = ended;
        }

        foreach (var task in result.Tasks)
        {
            Open(task);
        }

        foreach (var told in result.Events)
        {
            _events.TryAdd(told.Event.Id, told);
        }
    }

    private void Raise(WorkTask task, Submission told)
    {
        Open(task);
        _events.TryAdd(told.Event.Id, told);
    }

    private void Open(WorkTask task)
    {
        _ended.Remove((task.Kind, task.Subject));
        _tasks.TryAdd((task.Kind, task.Subject), task);
    }

    /// <summary>A tracking event of an order that is not ours, or of which that cannot be told.</summary>
    public void AddStranger(PostalRecord record, (WorkTask Task, Submission Event)? unreadable)
    {
        _records.Add(record);
        Strangers++;
        if (unreadable is var (task, told))
        {
            Raise(task, told);
        }
    }

    public void Note(PostalRecord record) => _records.Add(record);

    public PostalBatch ToBatch(CursorMove? cursor) => new()
    {
        Consignments = [.. _changed.Values],
        Records = _records,
        Events = [.. _events.Values],
        Tasks = [.. _tasks.Values],
        EndedTasks = [.. _ended.Values],
        Cursor = cursor,
    };
}
