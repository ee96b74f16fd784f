using Hub.NationalPortal.Wire;
using Xunit;

namespace Hub.UnitTests.NationalPortal;

public sealed class AnswerMaskTests
{
    [Theory]
    [InlineData("Công dân Nguyễn Văn Mẫu, 0900000001, đã tồn tại", "Công dân […], […], đã tồn tại")]
    [InlineData("Hồ sơ 000.00.01.H40-261121-0001 của 001099000001", "Hồ sơ 000.00.01.H40-261121-0001 của ******")]
    [InlineData("G09.20-20260609-0092637 và thủ tục 1.000656", "G09.20-20260609-0092637 và thủ tục 1.000656")]
    [InlineData("nguyễn văn mẫu", "[…]")]
    [InlineData("Cho nguye\u0302\u0303n va\u0306n ma\u0302\u0303u", "Cho […]")]
    [InlineData("(0900.000.001, nguyen van mau)", "([…], […])")]
    [InlineData("Dữ liệu không hợp lệ", "Dữ liệu không hợp lệ")]
    [InlineData("Nguyễn Văn Mẫun", "Nguyễn Văn Mẫun")]
    public void Persons_go_and_codes_stay(string answer, string masked) => Assert.Equal(masked, AnswerMask.Apply(answer, ["Nguyễn Văn Mẫu", "0900000001", null, ""]));

    [Fact]
    public void A_name_typed_with_an_eth_goes_as_well() => Assert.Equal("Của […]", AnswerMask.Apply("Của \u00d0ặng Thị \u00f0ào", ["Đặng Thị Đào"]));
}
