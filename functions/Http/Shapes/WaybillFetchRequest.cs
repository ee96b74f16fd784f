namespace Hub.Functions.Http.Shapes;

/// <summary>Asks an operator for waybill numbers through its interface.</summary>
/// <param name="Quantity">Numbers of a new range, 1 to 10,000.</param>
public sealed record WaybillFetchRequest(string? Operator = null, int? Quantity = null);
