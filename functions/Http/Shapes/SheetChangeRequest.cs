using Hub.Postal.Acts;

namespace Hub.Functions.Http.Shapes;

/// <summary>A change of a sheet; idempotent by <c>actId</c>.</summary>
/// <param name="Numbers">Consignments to add or remove.</param>
/// <param name="Name">Who signs.</param>
/// <param name="Disputes">Lines that this side does not confirm.</param>
/// <param name="Amount">The money counted, whole đồng.</param>
public sealed record SheetChangeRequest(
    string? ActId = null, DateTimeOffset? At = null, IReadOnlyList<string>? Numbers = null, string? Name = null, IReadOnlyList<SheetDispute>? Disputes = null, long? Amount = null);
