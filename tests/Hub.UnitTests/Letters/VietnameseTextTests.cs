using Hub.Core.Letters;
using Xunit;

namespace Hub.UnitTests.Letters;

public sealed class VietnameseTextTests
{
    [Theory]
    [InlineData("Cập nhật thành công", "Ca\u0323\u0302p nha\u0323\u0302t tha\u0300nh co\u0302ng")]
    [InlineData("Cập nhật thành công", "CẬP\u00a0NHẬT  thành\tcông\r\n")]
    [InlineData("Đắk Đoa", "\u00d0ắk \u00d0oa")]
    [InlineData("Đắk Đoa", "\u00f0ắk \u00f0oa")]
    [InlineData("Đắk Đoa", "\u0189ắk \u0256oa")]
    [InlineData("Đắk Đoa", "D\u0335a\u0306\u0301k \u200bĐoa\u200f")]
    [InlineData("Huệ", "Hue\u0323\u0302")]
    [InlineData("Huệ", "Hue\u0302\u0323")]
    public void The_same_words_fold_alike_however_they_are_written(string one, string other) => Assert.Equal(VietnameseText.Fold(one), VietnameseText.Fold(other));

    [Theory]
    [InlineData("Đào", "Dào")]
    [InlineData("thành", "thanh")]
    [InlineData("hoà", "hóa")]
    public void Other_letters_stay_other_letters(string one, string other) => Assert.NotEqual(VietnameseText.Fold(one), VietnameseText.Fold(other));

    [Fact]
    public void What_is_composed_keeps_its_capitals_and_spaces() =>
        Assert.Equal("Ô, Đặng  Thị", VietnameseText.Compose("O\u0302, \u00d0a\u0323\u0306ng  Thi\u0323"));

    [Theory]
    [InlineData('\u00d0', 'D')]
    [InlineData('\u00f0', 'd')]
    [InlineData('Đ', 'D')]
    [InlineData('ặ', 'a')]
    [InlineData('x', 'x')]
    public void A_bare_letter_has_no_marks(char letter, char bare) => Assert.Equal(bare, VietnameseLetters.Bare(letter));
}
