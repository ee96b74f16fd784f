using Hub.Functions.Shell;
using Xunit;

namespace Hub.AcceptanceTests.CommandLine;

public sealed class TextTableTests
{
    [Fact]
    public void What_fits_stands_side_by_side() => Assert.Equal(
        ["kênh    chờ", "──────  ─────", "postal  12345", "cổng    7"],
        TextTable.Lay(["kênh", "chờ"], [["postal", "12345"], ["cổng", "7"]], 13));

    [Fact]
    public void What_does_not_fit_stands_below_each_other_and_nothing_is_cut() => Assert.Equal(
        ["0190-1", "  number  12345678901234", "  reason  no such", "          place", "", "0190-2", "  number  7"],
        TextTable.Lay(["id", "number", "reason"], [["0190-1", "12345678901234", "no such place"], ["0190-2", "7", ""]], 20));

    [Fact]
    public void A_line_breaks_between_words_and_never_within_a_command() => Assert.Equal(
        ["no key yet:", "hub keys create --role operator", "then go on"], TextTable.Wrap("no key yet: hub keys create --role operator then go on", 31));

    [Fact]
    public void A_letter_and_its_marks_take_one_column() => Assert.Equal((3, 3), (TextTable.Columns("chờ"), TextTable.Columns("cho\u031B\u0300")));
}
