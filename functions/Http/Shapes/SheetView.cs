using Hub.Postal.Consignments;

namespace Hub.Functions.Http.Shapes;

/// <param name="State"><c>open</c>, <c>closed</c> or <c>confirmed</c>.</param>
/// <param name="Total">Whole đồng.</param>
/// <param name="Lines">Of one sheet asked for by its id.</param>
public sealed record SheetView(
    string Id, string Kind, string Operator, string? Office, string? Way, string State, DateTimeOffset OpenedAt, int Count, long Total, IReadOnlyList<SheetMark> Marks,
    IReadOnlyList<SheetLine>? Lines);
