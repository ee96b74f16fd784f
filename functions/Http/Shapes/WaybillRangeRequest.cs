namespace Hub.Functions.Http.Shapes;

/// <summary>A range of waybill numbers that an operator allotted.</summary>
/// <param name="Digits">Width of the number, padded with zeros.</param>
/// <param name="HasCheckDigit">The S10 check digit follows the number.</param>
public sealed record WaybillRangeRequest(
    string? Operator = null, string? Id = null, string? Prefix = null, string? Suffix = null, int? Digits = null, bool HasCheckDigit = false, long? First = null, long? Last = null);
