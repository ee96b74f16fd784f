namespace Hub.Functions.Http.Shapes;

/// <summary>Takes a range of waybill numbers out of use for good.</summary>
/// <param name="Id">Of the range, as it was added or as the operator named it.</param>
public sealed record WaybillCloseRequest(string? Operator = null, string? Id = null);
