using System.Globalization;
using Hub.Payments.Files.Text;
using Xunit;

namespace Hub.UnitTests.Payments.Files;

public sealed class TextTests
{
    [Theory]
    [InlineData("8000", 8000)]
    [InlineData("8.000", 8000)]
    [InlineData("8,000", 8000)]
    [InlineData("1.234.567", 1_234_567)]
    [InlineData("1,234,567.00", 1_234_567)]
    [InlineData("1.234.567,00", 1_234_567)]
    [InlineData("8000,00", 8000)]
    [InlineData("8000.0", 8000)]
    [InlineData("(8.000)", -8000)]
    [InlineData("8.000-", -8000)]
    [InlineData("-8.000", -8000)]
    [InlineData("\u22128 000", -8000)]
    [InlineData("+8.000 đ", 8000)]
    [InlineData("8.000 VND", 8000)]
    [InlineData("VND 8,000", 8000)]
    [InlineData("1\u00A0208\u00A0000", 1_208_000)]
    [InlineData("0", 0)]
    [InlineData("999.999.999.999.999", 999_999_999_999_999)]
    public void Amounts_are_read_as_people_write_them(string text, long expected)
    {
        Assert.Equal(AmountFault.None, AmountText.Read(text, AmountStyle.Auto, out var amount));
        Assert.Equal(expected, amount);
    }

    [Theory]
    [InlineData("8000.5", AmountFault.Fraction)]
    [InlineData("1.5", AmountFault.Fraction)]
    [InlineData("0.500", AmountFault.Fraction)]
    [InlineData("1,234.567", AmountFault.Fraction)]
    [InlineData("8000,125", AmountFault.Fraction)]
    [InlineData("8000.000", AmountFault.Unreadable)]
    [InlineData("1.23.456", AmountFault.Unreadable)]
    [InlineData("1.234.56", AmountFault.Unreadable)]
    [InlineData("8e3", AmountFault.Unreadable)]
    [InlineData("--8", AmountFault.Unreadable)]
    [InlineData("-8-", AmountFault.Unreadable)]
    [InlineData("", AmountFault.Unreadable)]
    [InlineData("đ", AmountFault.Unreadable)]
    [InlineData("()", AmountFault.Unreadable)]
    [InlineData("1000000000000000", AmountFault.TooLarge)]
    public void What_is_no_whole_dong_is_not_taken(string text, AmountFault expected) =>
        Assert.Equal(expected, AmountText.Read(text, AmountStyle.Auto, out _));

    [Theory]
    [InlineData("1.234", AmountStyle.Dots, 1234)]
    [InlineData("1,234", AmountStyle.Commas, 1234)]
    [InlineData("1.234,00", AmountStyle.Dots, 1234)]
    public void A_style_that_is_told_is_kept_to(string text, AmountStyle style, long expected)
    {
        Assert.Equal(AmountFault.None, AmountText.Read(text, style, out var amount));
        Assert.Equal(expected, amount);
        Assert.NotEqual(AmountFault.None, AmountText.Read(text, style is AmountStyle.Dots ? AmountStyle.Commas : AmountStyle.Dots, out _));
    }

    [Theory]
    [InlineData("21/11/2026", DayOrder.DayMonthYear)]
    [InlineData("21-11-2026 09:15:30", DayOrder.DayMonthYear)]
    [InlineData("21.11.26", DayOrder.DayMonthYear)]
    [InlineData("09:15 21/11/2026", DayOrder.DayMonthYear)]
    [InlineData("11/21/2026", DayOrder.MonthDayYear)]
    [InlineData("2026-11-21", DayOrder.DayMonthYear)]
    [InlineData("2026-11-21T09:15:30+07:00", DayOrder.DayMonthYear)]
    [InlineData("20261121", DayOrder.DayMonthYear)]
    [InlineData("21112026", DayOrder.DayMonthYear)]
    [InlineData("20261121091530", DayOrder.YearMonthDay)]
    [InlineData("46347", DayOrder.DayMonthYear)]
    [InlineData("46347.38576", DayOrder.DayMonthYear)]
    public void Days_are_read_in_every_form(string text, DayOrder order)
    {
        Assert.Equal(DayFault.None, DayText.Read(text, order, out var day));
        Assert.Equal(new DateOnly(2026, 11, 21), day);
    }

    [Theory]
    [InlineData("31/11/2026", DayFault.Impossible)]
    [InlineData("29/02/2026", DayFault.Impossible)]
    [InlineData("21/13/2026", DayFault.Impossible)]
    [InlineData("01/01/1899", DayFault.Impossible)]
    [InlineData("20261332", DayFault.Impossible)]
    [InlineData("hôm nay", DayFault.Unreadable)]
    [InlineData("21/11", DayFault.Unreadable)]
    [InlineData("", DayFault.Unreadable)]
    public void A_day_that_is_none_is_not_taken(string text, DayFault expected) =>
        Assert.Equal(expected, DayText.Read(text, DayOrder.DayMonthYear, out _));

    [Theory]
    [InlineData("4111111111111111", true)]
    [InlineData("THE 4111 1111 1111 1111 NOP LE PHI", true)]
    [InlineData("4111-1111-1111-1111", true)]
    [InlineData("3782 822463 10005", true)]
    [InlineData("PAN5555555555554444X", true)]
    [InlineData("4222222222222", true)]
    [InlineData("970436******1234", false)]
    [InlineData("4111111111111112", false)]
    [InlineData("411111111111", false)]
    [InlineData("41111111111111111111", false)]
    [InlineData("0000000000000000", false)]
    [InlineData("20261121091530", false)]
    [InlineData("1.208.000 1.208.000", false)]
    public void Full_card_numbers_are_found(string text, bool expected) => Assert.Equal(expected, CardScreen.Holds(text));

    [Fact]
    public void Any_number_of_13_to_19_digits_that_passes_Luhn_is_a_card_number()
    {
        var random = new Random(20261130);
        for (var round = 0; round < 2_000; round++)
        {
            var digits = WithCheckDigit($"{random.Next(3, 7)}{string.Concat(Enumerable.Range(0, random.Next(11, 17)).Select(_ => random.Next(10)))}");

            Assert.True(CardScreen.Holds($"CT {digits} X"), digits);
            Assert.False(CardScreen.Holds($"CT {digits[..6]}{new string('*', digits.Length - 10)}{digits[^4..]} X"), digits);
        }
    }

    [Fact]
    public void An_account_number_that_happens_to_pass_Luhn_is_not_a_card()
    {
        var account = WithCheckDigit("190345678901");

        Assert.True(CardScreen.Holds(account));
        Assert.False(CardScreen.Holds(account, isReference: true));
        Assert.False(CardScreen.Holds($"TU TK {account} NGUYEN VAN A"));
        Assert.True(CardScreen.Holds("TU TK 4111111111111111", isReference: true));
    }

    [Theory]
    [InlineData("Le\u0323\u0302 phi\u0301", "Lệ phí")]
    [InlineData("Le\u0302\u0323 phi\u0301", "Lệ phí")]
    [InlineData("L\u1EB9\u0302 ", "Lệ ")]
    [InlineData("u\u031B\u0301ng Uo\u031B\u0309", "ứng Uở")]
    [InlineData("n\u0303", "n\u0303")]
    [InlineData("Đã trả", "Đã trả")]
    public void Letters_are_composed_whatever_the_order_of_their_marks(string text, string expected) => Assert.Equal(expected, Vietnamese.Compose(text));

    [Theory]
    [InlineData("Ngày  GD:", "ngay gd")]
    [InlineData("SỐ DƯ (VND)", "so du vnd")]
    [InlineData("Ghi nợ/Debit", "ghi no debit")]
    public void Headings_are_folded(string text, string expected) => Assert.Equal(expected, Vietnamese.Fold(text));

    private static string WithCheckDigit(string digits)
    {
        var sum = digits.Reverse().Select((c, i) => (c - '0') is var d && i % 2 == 0 ? (d * 2 > 9 ? (d * 2) - 9 : d * 2) : d).Sum();
        return digits + ((10 - (sum % 10)) % 10).ToString(CultureInfo.InvariantCulture);
    }
}
