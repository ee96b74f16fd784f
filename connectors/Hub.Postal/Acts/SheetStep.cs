using Hub.Core;
using Hub.Core.Inbox;
using Hub.Core.Tasks;
using Hub.Postal.Consignments;

namespace Hub.Postal.Acts;

/// <summary>What a change of a sheet comes to: all of it is written together.</summary>
internal sealed record SheetStep(PostalSheet Sheet)
{
    /// <summary>Why nothing is done; null when something is.</summary>
    public ActResult<SheetAnswer>? Refusal { get; init; }

    public IReadOnlyList<Consignment> Consignments { get; init; } = [];

    public IReadOnlyList<PostalRecord> Records { get; init; } = [];

    public IReadOnlyList<CustodyLink> Custody { get; init; } = [];

    public IReadOnlyList<WorkTask> Tasks { get; init; } = [];

    public IReadOnlyList<TaskEnd> EndedTasks { get; init; } = [];

    public IReadOnlyList<Submission> Events { get; init; } = [];

    public IReadOnlyList<SheetLineVerdict> Lines { get; init; } = [];

    public IReadOnlyList<ActFinding> Findings { get; init; } = [];

    public static SheetStep Refused(PostalSheet sheet, Bilingual text) =>
        new(sheet) { Refusal = new ActResult<SheetAnswer>.WrongState(text) };

    public static SheetStep NotOpen(PostalSheet sheet) => Refused(sheet, ("Bảng này đã chốt, không thêm bớt được nữa.", "The sheet is closed; nothing is added or removed any more."));
}
