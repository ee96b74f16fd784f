namespace Hub.Sandbox.Post;

/// <summary>What a service costs for one consignment; whole đồng, tax included, and the weight it is priced by in grams.</summary>
internal sealed record Quote(string ServiceCode, string ServiceName, long MainFee, long VasFee, long PriceWeight)
{
    public long TotalFee => MainFee + VasFee;

    public long MainFeeBeforeTax => (MainFee * 100 / 108) + (MainFee * 100 % 108 * 2 >= 108 ? 1 : 0);
}
