using System.Text;
using Hub.Payments.Files.Statements;
using Xunit;

namespace Hub.UnitTests.Payments.Files;

public sealed class Mt940Tests
{
    static Mt940Tests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Fact]
    public void The_published_example_is_read_whole_and_closes()
    {
        var parts = Sample.Read(Sample.Mt940);

        var line = Assert.Single(parts.Lines());
        Assert.Equal((8000, "0011012345678", "NTRF", "H40DB2K7Q9X", "FT26325000001"), (line.Amount, line.Account, line.Type, line.CustomerReference, line.BankReference));
        Assert.Equal((new DateOnly(2026, 11, 21), new DateOnly(2026, 11, 21)), (line.ValueDay, line.BookedDay));
        Assert.Equal("CT DEN 970436 NGUYEN VAN A H40DB2K7Q9X", line.Text);
        Assert.Equal(new Place(5, 5), line.At);
        var verdict = Assert.Single(parts.Verdicts());
        Assert.Equal((1_200_000, 1_208_000, 8_000, 0, true, true), (verdict.Head.Opening, verdict.Closing, verdict.Sum, verdict.Difference, verdict.IsSound, verdict.IsProven));
        Assert.Empty(parts.Refused());
    }

    [Theory]
    [InlineData("00325/001", "00325", "001")]
    [InlineData("00325", "00325", null)]
    public void A_number_is_told_apart_from_what_is_counted_within_it(string told, string number, string? page)
    {
        var head = Assert.Single(Sample.Read(Sample.Mt940.Replace("00325/001", told, StringComparison.Ordinal)).Verdicts()).Head;

        Assert.Equal((number, page), (head.Number, head.Page));
    }

    [Theory]
    [InlineData("C8000,NTRFA", 8000, false)]
    [InlineData("D8000,NTRFA", -8000, false)]
    [InlineData("RC8000,NTRFA", -8000, true)]
    [InlineData("RD8000,NTRFA", 8000, true)]
    [InlineData("CD8000,NTRFA", 8000, false)]
    [InlineData("RCD8000,00NMSCA", -8000, true)]
    [InlineData("DD8000,0FMSCA", -8000, false)]
    [InlineData("C8000,S103A//B", 8000, false)]
    public void Marks_and_funds_codes_give_the_sign(string movement, long expected, bool isReversal)
    {
        var parts = Sample.Read($":20:A\n:25:11\n:28C:1\n:60F:C261120VND100000,\n:61:261121{movement}\n:62F:C261121VND{100_000 + expected},\n-\n");

        var line = Assert.Single(parts.Lines());
        Assert.Equal((expected, isReversal), (line.Amount, line.IsReversal));
        Assert.True(Assert.Single(parts.Verdicts()).IsSound);
    }

    [Theory]
    [InlineData("2612310101", "2026-12-31", "2027-01-01")]
    [InlineData("2701011231", "2027-01-01", "2026-12-31")]
    [InlineData("2802290229", "2028-02-29", "2028-02-29")]
    [InlineData("2803010229", "2028-03-01", "2028-02-29")]
    public void The_entry_day_takes_the_year_nearest_to_the_value_day(string days, string value, string entry)
    {
        var parts = Sample.Read($":20:A\n:25:11\n:28C:1\n:60F:C261120VND0,\n:61:{days}C1,NTRFA\n:62F:C261121VND1,\n-\n");

        var line = Assert.Single(parts.Lines());
        Assert.Equal((value, entry), (line.ValueDay.ToString("yyyy-MM-dd"), line.BookedDay.ToString("yyyy-MM-dd")));
    }

    [Theory]
    [InlineData(":61:2613211121C8000,NTRFA", RefusalCodes.Date, 5)]
    [InlineData(":61:2602300230C8000,NTRFA", RefusalCodes.Date, 5)]
    [InlineData(":61:2611211131C8000,NTRFA", RefusalCodes.Date, 11)]
    [InlineData(":61:2611211121C8000,50NTRFA", RefusalCodes.Fraction, 20)]
    [InlineData(":61:2611211121C8.000,NTRFA", RefusalCodes.Amount, 16)]
    [InlineData(":61:2611211121X8000,NTRFA", RefusalCodes.Format, 15)]
    [InlineData(":61:2611211121C8000,", RefusalCodes.Format, 21)]
    [InlineData(":61:2611211121C1234567890123456,NTRFA", RefusalCodes.Amount, 16)]
    [InlineData(":61:2611211121C8000,NTRFA\n:86:THE 4111111111111111", RefusalCodes.Card, 5)]
    [InlineData(":61:2611211121C8000,NTRFA\n:86:THE 4111 1111\n1111 1111 HET", RefusalCodes.Card, 5)]
    [InlineData(":61:2611211121C8000,NTRF4111111111111111", RefusalCodes.Card, 5)]
    public void A_line_that_is_refused_has_a_place_and_spoils_only_its_statement(string movement, string code, int column)
    {
        var spoilt = $":20:A\n:25:11\n:28C:1\n:60F:C261120VND1000,\n{movement}\n:62F:C261121VND9000,\n-\n";

        var parts = Sample.Read(spoilt + Sample.Mt940);

        var refusal = parts.Refused()[0];
        Assert.Equal((code, 5, column), (refusal.Code, refusal.Place.Line, refusal.Place.Column));
        Assert.DoesNotContain("4111", refusal.Reason.ToString(), StringComparison.Ordinal);
        Assert.Equal([false, true], parts.Verdicts().Select(verdict => verdict.IsSound));
        Assert.Equal(8000, Assert.Single(parts.Lines()).Amount);
    }

    [Fact]
    public void Pages_are_joined_by_their_intermediate_balances()
    {
        var parts = Sample.Read("""
            :20:A
            :25:11
            :28C:7/1
            :60F:C261120VND100,
            :61:261121C50,NTRFA
            :62M:C261121VND150,
            -
            :20:A
            :25:11
            :28C:7/2
            :60M:C261121VND150,
            :61:261121D20,NTRFB
            :62F:C261121VND130,
            -
            """);

        var verdict = Assert.Single(parts.Verdicts());
        Assert.Equal((100, 130, 2, 30, 0, true), (verdict.Head.Opening, verdict.Closing, verdict.Lines, verdict.Sum, verdict.Difference, verdict.IsSound));
        Assert.Equal([1, 1], parts.Lines().Select(line => line.Statement));
    }

    [Theory]
    [InlineData(150, 140, 120, -10)]
    [InlineData(160, 160, 140, 10)]
    [InlineData(160, 150, 130, 10)]
    public void A_page_that_does_not_close_spoils_its_statement(int firstClosing, int secondOpening, int closing, int difference)
    {
        var parts = Sample.Read($"""
            :20:A
            :25:11
            :28C:7/1
            :60F:C261120VND100,
            :61:261121C50,NTRFA
            :62M:C261121VND{firstClosing},
            -
            :20:A
            :25:11
            :28C:7/2
            :60M:C261121VND{secondOpening},
            :61:261121D20,NTRFB
            :62F:C261121VND{closing},
            -
            """);

        var verdict = Assert.Single(parts.Verdicts());
        Assert.False(verdict.IsSound);
        Assert.Equal(difference, verdict.Difference);
        Assert.Contains(parts.Refused(), refusal => refusal.Code == RefusalCodes.Unbalanced);
    }

    [Fact]
    public void What_does_not_close_is_told_with_the_exact_difference()
    {
        var parts = Sample.Read(Sample.Mt940.Replace("VND1208000,", "VND1207500,", StringComparison.Ordinal));

        var verdict = Assert.Single(parts.Verdicts());
        Assert.Equal((false, -500), (verdict.IsSound, verdict.Difference));
        Assert.Contains("500", Assert.Single(parts.Refused()).Reason.En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_day_begins_where_the_day_before_ended()
    {
        var first = Sample.Message(1000, [(200, "A")], 325);

        Assert.All(Sample.Read(first + Sample.Message(1200, [(1, "B")], 326, "261122")).Verdicts(), verdict => Assert.True(verdict.IsSound));
        var broken = Sample.Read(first + Sample.Message(1300, [(1, "B")], 326, "261122")).Verdicts();
        Assert.Equal([(true, 0L), (false, 100L)], broken.Select(verdict => (verdict.IsSound, verdict.Difference)));
        var gap = Sample.Read(first + Sample.Message(1300, [(1, "B")], 328, "261124")).Verdicts();
        Assert.Equal([(true, false), (true, true)], gap.Select(verdict => (verdict.IsSound, verdict.HasGapBefore)));
    }

    [Fact]
    public void A_narrative_is_joined_where_it_was_wrapped()
    {
        var full = new string('X', 58) + " H40DB2";

        var parts = Sample.Read($":20:A\n:25:11\n:28C:1\n:60F:C261120VND0,\n:61:261121C1,NTRFA//B\nSUPPLEMENT\n:86:{full}\nK7Q9X\nHET\n:62F:C261121VND1,\n-\n");

        Assert.EndsWith("H40DB2K7Q9X HET", Assert.Single(parts.Lines()).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{1:F01DEMOVNVXAXXX0000000000}{2:O9401200261121DEMOVNVXAXXX00000000002611211200N}{4:\n", "-}{5:{CHK:0}}")]
    [InlineData("{1:F01DEMOVNVXAXXX0000000000}{2:I940DEMOVNVXXXXXN}{3:{108:X}}{4:", "-}\n")]
    public void SWIFT_envelopes_are_taken_off(string before, string after)
    {
        var body = Sample.Mt940[..Sample.Mt940.LastIndexOf('-')];

        var parts = Sample.Read(before + body + after + before + body.Replace("00325", "00326", StringComparison.Ordinal).Replace("C261120VND1200000,", "C261121VND1208000,", StringComparison.Ordinal)
            .Replace("C261121VND1208000,\n-", "", StringComparison.Ordinal).Replace(":62F:C261121VND1208000,", ":62F:C261121VND1216000,", StringComparison.Ordinal) + after);

        Assert.Equal([true, true], parts.Verdicts().Select(verdict => verdict.IsSound));
        Assert.Empty(parts.Refused());
    }

    [Theory]
    [InlineData("{1:F01DEMOVNVXAXXX0000000000}{2:O9421200261121DEMOVNVXAXXX00000000002611211200N}{4:\n:20:X\n:25:11\n:28C:1\n:34F:VND0,\n:61:261121C1,NTRFA\n-}\n", RefusalCodes.Mt942)]
    [InlineData(":20:X\n:25:11\n:28C:1\n:34F:VND0,\n:13D:2611211200+0700\n:61:261121C1,NTRFA\n-\n", RefusalCodes.Mt942)]
    [InlineData("{1:F01DEMOVNVXAXXX0000000000}{2:O9501200261121DEMOVNVXAXXX00000000002611211200N}{4:\n:20:X\n:25:11\n:28C:1\n:60F:C261120VND0,\n:62F:C261121VND0,\n-}\n", RefusalCodes.OtherMessage)]
    [InlineData(":20:X\n:25:11\n:28C:1\n:60F:C261120USD100,25\n:61:261121C1,NTRFA\n:62F:C261121USD101,25\n-\n", RefusalCodes.Currency)]
    [InlineData(":20:X\n:28C:1\n:60F:C261120VND0,\n:62F:C261121VND0,\n-\n", RefusalCodes.Account)]
    [InlineData(":20:X\n:25:11\n:28C:1\n:61:261121C1,NTRFA\n-\n", RefusalCodes.Format)]
    [InlineData(":20:X\n:25:11\n:28C:1\n:60F:C261120VND0,\n:61:261121C1,NTRFA\n-\n", RefusalCodes.CutShort)]
    public void What_is_no_statement_in_dong_is_refused_by_name_and_the_rest_kept(string before, string code)
    {
        var parts = Sample.Read(before + Sample.Mt940);

        Assert.Equal(code, Assert.Single(parts.Refused()).Code);
        Assert.Equal("FT26325000001", Assert.Single(parts.Lines(), line => line.Account == "0011012345678").BankReference);
        Assert.True(parts.Verdicts()[^1].IsSound);
        Assert.All(parts.Verdicts().SkipLast(1), verdict => Assert.False(verdict.IsSound));
    }

    [Fact]
    public void A_file_that_ends_in_the_middle_books_nothing_of_its_last_statement()
    {
        for (var length = 1; length < Sample.Mt940.Length - 4; length++)
        {
            Assert.DoesNotContain(Sample.Read(Sample.Mt940[..length]).Verdicts(), verdict => verdict.IsSound && verdict.Closing != 1_208_000);
        }
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("windows-1258", false)]
    public void Whatever_the_encoding_letters_come_out_composed(string name, bool hasMark)
    {
        // Code page 1258 writes tones as marks of their own.
        var text = Sample.Mt940.Replace("CT DEN", "LÊ\u0323 PHÍ HÔ\u0323 TI\u0323CH", StringComparison.Ordinal);
        var encoding = Encoding.GetEncoding(name);

        var parts = Sample.Read([.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)]);

        Assert.StartsWith("LỆ PHÍ HỘ TỊCH 970436", Assert.Single(parts.Lines()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_letter_is_refused_and_never_guessed()
    {
        var file = Encoding.UTF8.GetBytes(Sample.Mt940.Replace("CT DEN", "LỆ PHÍ", StringComparison.Ordinal));
        file[Array.IndexOf(file, (byte)0xC3)] = 0xFF;

        var parts = Sample.Read(file);

        Assert.Equal((RefusalCodes.Encoding, 6), (Assert.Single(parts.Refused()).Code, parts.Refused()[0].Place.Line));
    }
}
