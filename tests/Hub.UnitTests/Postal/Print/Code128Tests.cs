using FsCheck;
using FsCheck.Fluent;
using Hub.Postal.Print.Codes;
using Xunit;

namespace Hub.UnitTests.Postal.Print;

public sealed class Code128Tests
{
    private const int StartB = 104;
    private const int StartC = 105;
    private const int Stop = 106;

    [Theory]
    [InlineData("Wikipedia", new[] { StartB, 55, 73, 75, 73, 80, 69, 68, 73, 65, 88, Stop })]
    [InlineData("PJJ123C", new[] { StartB, 48, 42, 42, 17, 18, 19, 35, 55, Stop })]
    [InlineData("123456", new[] { StartC, 12, 34, 56, 44, Stop })]
    [InlineData("CN202611218VN", new[] { StartB, 35, 46, 18, 99, 2, 61, 12, 18, 100, 54, 46, 38, Stop })]
    public void Known_texts_have_their_known_symbols(string text, int[] symbols) => Assert.Equal(symbols, Code128.Symbols(text));

    [Fact]
    public void Every_text_is_read_back_and_its_check_symbol_is_right() =>
        Prop.ForAll(Texts().ToArbitrary(), text =>
        {
            var symbols = Code128.Symbols(text)!;
            var sum = symbols[0] + symbols.Skip(1).SkipLast(2).Select((symbol, index) => symbol * (index + 1)).Sum();

            return Read(symbols) == text && symbols[^2] == sum % 103 && symbols[^1] == Stop;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Digits_never_need_more_symbols_than_without_pairs() =>
        Prop.ForAll(Texts().ToArbitrary(), text => Code128.Symbols(text)!.Count <= text.Length + 3).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("Mã vận đơn")]
    [InlineData("AB\n")]
    public void What_the_code_cannot_carry_is_not_drawn(string text) => Assert.Null(Code128.Draw(text));

    [Fact]
    public void A_symbol_is_eleven_modules_wide_and_the_stop_thirteen()
    {
        var symbols = Code128.Symbols("CN202611218VN")!.Count;

        var picture = Code128.Draw("CN202611218VN")!;

        Assert.Equal((11 * (symbols - 1)) + 13, picture.Width);
        Assert.Equal(0, picture.Boxes[0].X);
        Assert.Equal(picture.Width, picture.Boxes[^1].X + picture.Boxes[^1].Width);
    }

    [Fact]
    public void Bars_too_fine_for_a_printer_are_not_offered()
    {
        var picture = Code128.Draw(new string('x', 60))!;

        Assert.Null(picture.ModuleWithin(95));
        Assert.NotNull(picture.ModuleWithin(186));
    }

    private static Gen<string> Texts() =>
        from length in Gen.Choose(1, 40)
        from letters in Gen.OneOf(Gen.Choose('0', '9'), Gen.Choose('0', '9'), Gen.Choose(' ', '~')).ArrayOf(length)
        select string.Concat(letters.Select(letter => (char)letter));

    private static string Read(IReadOnlyList<int> symbols)
    {
        var inPairs = symbols[0] == StartC;
        var text = "";
        foreach (var symbol in symbols.Skip(1).SkipLast(2))
        {
            (inPairs, text) = (inPairs, symbol) switch
            {
                (true, 100) => (false, text),
                (false, 99) => (true, text),
                (true, _) => (true, text + symbol.ToString("00", System.Globalization.CultureInfo.InvariantCulture)),
                (false, _) => (false, text + (char)(symbol + ' ')),
            };
        }

        return text;
    }
}
