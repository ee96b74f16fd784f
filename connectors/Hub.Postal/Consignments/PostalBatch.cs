using Hub.Core.Inbox;
using Hub.Core.Tasks;
using Hub.Core.Trust;

namespace Hub.Postal.Consignments;

/// <summary>What must be written together. All of it or nothing.</summary>
public sealed record PostalBatch
{
    /// <summary>As they shall be, with the version that was read (0: new). A version that moved meanwhile, a number, a request or a waybill that is taken, refuses the batch.</summary>
    public IReadOnlyList<Consignment> Consignments { get; init; } = [];

    /// <summary>One whose source and key are stored already is left out.</summary>
    public IReadOnlyList<PostalRecord> Records { get; init; } = [];

    /// <summary>An item and number that is taken refuses the batch.</summary>
    public IReadOnlyList<CustodyLink> Custody { get; init; } = [];

    /// <summary>With the version that was read (0: new), like consignments.</summary>
    public IReadOnlyList<PostalSheet> Sheets { get; init; } = [];

    /// <summary>One that is stored already is left out.</summary>
    public IReadOnlyList<PostalAttachment> Attachments { get; init; } = [];

    /// <summary>One whose kind and subject are open already is left out.</summary>
    public IReadOnlyList<WorkTask> Tasks { get; init; } = [];

    /// <summary>Tasks that are done with this: every open one of the kind and subject, before <see cref="Tasks"/> are opened.</summary>
    public IReadOnlyList<TaskEnd> EndedTasks { get; init; } = [];

    /// <summary>Source and key of the record for whose sake the batch is written; refuses it when such a record is stored already: without its record an act must have no effect.</summary>
    public (string Source, string Key)? Act { get; init; }

    /// <summary>The <see cref="WaybillRange.Next"/> that was read and is taken; refuses the batch when another took it meanwhile, or when it lies behind the range's last.</summary>
    public WaybillTake? Waybill { get; init; }

    /// <summary>Refuses the batch when the cursor is not where the reader found it.</summary>
    public CursorMove? Cursor { get; init; }

    /// <summary>Events that follow, for the case system. One whose source and id are stored already is left out, whatever it says.</summary>
    public IReadOnlyList<Submission> Events { get; init; } = [];

    public AuditEntry? Audit { get; init; }
}
