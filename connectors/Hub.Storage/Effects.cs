using Hub.Core.Inbox;
using Hub.Core.Tasks;
using Hub.Core.Trust;

namespace Hub.Storage;

/// <summary>What follows from a change of a party's rows and is written with them, or not at all.</summary>
public sealed record Effects
{
    /// <summary>Events for the case system. One whose source and id are stored already is left out, whatever it says.</summary>
    public IReadOnlyList<Submission> Events { get; init; } = [];

    /// <summary>Every open task of the kind and subject ends, before <see cref="Tasks"/> are opened.</summary>
    public IReadOnlyList<TaskEnd> EndedTasks { get; init; } = [];

    /// <summary>One whose kind and subject are open already is left out.</summary>
    public IReadOnlyList<WorkTask> Tasks { get; init; } = [];

    /// <summary>Refuses everything when the cursor is not where the reader found it.</summary>
    public CursorMove? Cursor { get; init; }

    public AuditEntry? Audit { get; init; }
}
