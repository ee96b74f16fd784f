using Hub.Postal.Consignments;
using Xunit;

namespace Hub.UnitTests.Postal;

public sealed class S10Tests
{
    [Theory]
    [InlineData(47312482, 9)]
    [InlineData(12345678, 5)]
    [InlineData(1, 4)]
    [InlineData(98765432, 6)]
    [InlineData(20261121, 8)]
    [InlineData(8, 0)]
    [InlineData(15, 5)]
    [InlineData(0, 5)]
    public void A_check_digit_is_that_of_the_published_numbers(long serial, int digit) => Assert.Equal(digit, S10.CheckDigit(serial));

    [Theory]
    [InlineData("RR473124829GB", false)]
    [InlineData("EA123456785VN", false)]
    [InlineData("CN202611218VN", false)]
    [InlineData("EA000000005VN", false)]
    [InlineData("CN202611219VN", true)]
    [InlineData("CN202611128VN", true)]
    [InlineData("12345", false)]
    [InlineData("CN20261121XVN", false)]
    [InlineData("cn202611219vn", false)]
    public void Only_a_number_of_that_form_can_be_wrong(string waybill, bool isWrong) => Assert.Equal(isWrong, S10.IsWrong(waybill));
}
