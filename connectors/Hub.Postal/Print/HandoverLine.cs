namespace Hub.Postal.Print;

/// <summary>One consignment of a slip. What the postman collects of the citizen does not change hands here and stands on label and manifest.</summary>
/// <param name="Person">Whose papers they are.</param>
/// <param name="Papers">The papers themselves, each with its count; may be empty.</param>
/// <param name="IsDisputed">One side does not confirm it: it did not change hands.</param>
public sealed record HandoverLine(
    string OrderNumber, string? Waybill, string Person, IReadOnlyList<PaperCount> Papers, string? Remark = null, bool IsDisputed = false);
