namespace Hub.Postal.Print;

/// <param name="Person">Whose papers they are.</param>
/// <param name="Papers">The papers themselves, each with its count; may be empty.</param>
/// <param name="FeeToCollect">Whole đồng.</param>
public sealed record HandoverLine(
    string OrderNumber, string? Waybill, string Person, IReadOnlyList<PaperCount> Papers, long FeeToCollect = 0, string? Remark = null);
