using Hub.Functions.Http.Messages;
using Hub.Postal.Acts;
using Hub.Postal.Consignments;

namespace Hub.Functions.Postal;

/// <summary>Opens a sheet under an id of whoever opens it: sent again it is the same sheet.</summary>
/// <param name="Operator">Needed from the centre's side.</param>
/// <param name="Way">Of a handover slip: <c>to-post</c> or <c>to-agency</c>.</param>
public sealed record SheetRequest(
    [property: Needed] string? Id = null, string? Operator = null, string? Office = null, string? Way = null, DateTimeOffset? At = null);

/// <summary>A change of a sheet; idempotent by <c>actId</c>.</summary>
/// <param name="Numbers">Consignments to add or remove.</param>
/// <param name="Name">Who signs.</param>
/// <param name="Disputes">Lines that this side does not confirm.</param>
/// <param name="Amount">The money counted, whole đồng.</param>
public sealed record SheetChangeRequest(
    [property: Needed] string? ActId = null, [property: Needed] DateTimeOffset? At = null, IReadOnlyList<string>? Numbers = null, string? Name = null, IReadOnlyList<SheetDispute>? Disputes = null, long? Amount = null);

/// <param name="Next">Give it back as <c>after</c>; absent when there is no more.</param>
public sealed record SheetList(IReadOnlyList<SheetView> Sheets, string? Next);

/// <param name="State"><c>open</c>, <c>closed</c> or <c>confirmed</c>.</param>
/// <param name="Total">Whole đồng.</param>
/// <param name="Lines">Of one sheet asked for by its id.</param>
public sealed record SheetView(
    string Id, string Kind, string Operator, string? Office, string? Way, string State, DateTimeOffset OpenedAt, int Count, long Total, IReadOnlyList<SheetMark> Marks,
    IReadOnlyList<SheetLine>? Lines);
