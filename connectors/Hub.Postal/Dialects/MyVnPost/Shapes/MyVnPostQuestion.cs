namespace Hub.Postal.Dialects.MyVnPost.Shapes;

/// <summary>What would it cost?</summary>
internal sealed record MyVnPostQuestion(int Scope, string CustomerCode, string? ContractNumber, MyVnPostQuestion.Parcel Data)
{
    internal sealed record Parcel(
        string SenderProvinceCode, string SenderDistrictCode, string SenderCommuneCode, string ReceiverProvinceCode, string ReceiverDistrictCode, string ReceiverCommuneCode,
        string Weight, string ServiceCode, IReadOnlyList<MyVnPostAddon> AddonService);
}
