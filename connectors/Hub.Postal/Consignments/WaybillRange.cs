namespace Hub.Postal.Consignments;

/// <summary>A range of waybill numbers that an operator allotted; each is used once.</summary>
/// <param name="Prefix">Before the number, such as <c>CN</c>.</param>
/// <param name="Suffix">After it, such as <c>VN</c>.</param>
/// <param name="Digits">Width of the number, padded with zeros; with <paramref name="HasCheckDigit"/> the S10 check digit follows it.</param>
/// <param name="Next">The next number to give out; greater than <paramref name="Last"/> when it is used up or was closed.</param>
public sealed record WaybillRange(
    string Operator, string Id, string Prefix, string Suffix, int Digits, bool HasCheckDigit, long First, long Last, long Next, DateTimeOffset AddedAt)
{
    public long Left => Math.Max(0, Last - Next + 1);
}
