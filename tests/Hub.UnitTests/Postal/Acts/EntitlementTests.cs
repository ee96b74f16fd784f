using Hub.Postal.Consignments;
using Xunit;

namespace Hub.UnitTests.Postal.Acts;

public sealed class EntitlementTests
{
    private static readonly Consignment ToReceiver = new ActScene().Put(PostalDirection.Delivery);

    private static readonly Consignment ToList = ToReceiver with
    {
        MayReceive = [new MayReceive("Trần Thị Vợ", "family", "001 099 123-456"), new MayReceive("Lê Văn Bạn", "authorised", null)],
    };

    [Theory]
    [InlineData("NGUYEN VAN DEMO", "self", true)]
    [InlineData("Nguyễn Văn Demo", "family", false)]
    [InlineData("Trần Thị Vợ", "family", false)]
    public void Where_nobody_is_listed_only_the_receiver_himself_may(string name, string relation, bool may) =>
        Assert.Equal(may, Entitlement.MayReceive(ToReceiver, ActScene.Person(name, relation)));

    [Theory]
    [InlineData("Trần Thị Vợ", "family", null, true)]
    [InlineData("Trần Thị Vợ", "family", "001099123457", false)]
    [InlineData("Trần Thị Vợ", "self", null, false)]
    [InlineData("Trần Thị Lạ", "family", null, false)]
    [InlineData("Lê Văn Bạn", "authorised", null, false)]
    public void Only_the_number_is_missing_where_all_else_fits(string name, string relation, string? number, bool lacks) =>
        Assert.Equal(lacks, Entitlement.LacksNumber(ToList, ActScene.Person(name, relation, number: number)));

    [Theory]
    [InlineData("Trần Thị Vợ", "family", true, "001099123456", true)]
    [InlineData("tran thi vo", "family", true, "001-099-123-456", true)]
    [InlineData("Trần Thị Vợ", "family", false, "001099123456", false)]
    [InlineData("Trần Thị Vợ", "family", true, "001099123457", false)]
    [InlineData("Trần Thị Vợ", "family", true, null, false)]
    [InlineData("Trần Thị Vợ", "authorised", true, "001099123456", false)]
    [InlineData("Trần Thị Lạ", "family", true, "001099123456", false)]
    [InlineData("Lê Văn Bạn", "authorised", false, null, true)]
    [InlineData("Lê Văn Bạn", "self", true, null, false)]
    [InlineData("Nguyễn Văn Demo", "self", true, "001099123456", false)]
    public void A_listed_receiver_must_match_name_relation_and_identity_number(string name, string relation, bool isChecked, string? number, bool may) =>
        Assert.Equal(may, Entitlement.MayReceive(ToList, ActScene.Person(name, relation, isChecked, number)));
}
