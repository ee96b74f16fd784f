using System.Globalization;
using System.Text;
using Hub.Payments.Files.Profiles;
using Hub.Payments.Files.Statements;
using Xunit;

namespace Hub.UnitTests.Payments.Files;

public sealed class SheetTests
{
    private static readonly StatementProfile Bank = new()
    {
        Name = "trial",
        Columns = new ProfileColumns { Day = "Ngày GD", Debit = "Ghi nợ", Credit = "Ghi có", Balance = "Số dư", Text = ["Diễn giải"] },
    };

    private static readonly object?[][] Rows =
    [
        ["SAO KÊ TÀI KHOẢN"],
        ["Số tài khoản:", "0011012345678"],
        ["Ngày GD", "Ghi nợ", "Ghi có", "Số dư", "Diễn giải"],
        [new DateOnly(2026, 11, 21), null, 8000, 1_208_000, "H40DB2K7Q9X LE PHI HO TICH"],
        [new DateOnly(2026, 11, 21), 3000, null, 1_205_000, "PHI QUAN LY"],
        [new DateOnly(2026, 11, 22), null, 45_000, 1_250_000, "PPASC 2K7Q9X"],
        ["Người lập biểu", null, null, null, "Kế toán trưởng"],
    ];

    public static TheoryData<string> Kinds => ["csv", "xlsx", "xls"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_sheet_is_read_between_its_title_and_its_signatures(string kind)
    {
        var parts = Sample.Read(File(kind), Bank);

        Assert.Equal([8000L, -3000, 45_000], parts.Lines().Select(line => line.Amount));
        Assert.Equal(new DateOnly(2026, 11, 22), parts.Lines()[2].BookedDay);
        Assert.Equal("H40DB2K7Q9X LE PHI HO TICH", parts.Lines()[0].Text);
        var verdict = Assert.Single(parts.Verdicts());
        Assert.Equal(("0011012345678", 1_200_000, 1_250_000, 50_000, true, true), (verdict.Head.Account, verdict.Head.Opening, verdict.Closing, verdict.Sum, verdict.IsSound, verdict.IsProven));
        Assert.Empty(parts.Refused());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_same_lines_have_the_same_identity_in_every_kind_of_sheet(string kind) =>
        Assert.Equal(Sample.Read(File("csv"), Bank).Lines().Select(line => line.Identity()), Sample.Read(File(kind), Bank).Lines().Select(line => line.Identity()));

    [Theory]
    [InlineData("utf-8", true, ",")]
    [InlineData("utf-16", true, ";")]
    [InlineData("windows-1258", false, "\t")]
    [InlineData("utf-8", false, "|")]
    public void Encodings_and_separators_are_found(string name, bool hasMark, string separator)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(name);
        var text = "Ngày GD,Ghi nơ\u0323,Ghi có,Sô\u0301 dư,Diê\u0303n gia\u0309i,Sô\u0301 ta\u0300i khoa\u0309n\n21/11/2026,,8000,1208000,LÊ\u0323 PHI\u0301,11\n".Replace(",", separator, StringComparison.Ordinal);

        var parts = Sample.Read([.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)], Bank);

        Assert.Equal("LỆ PHÍ", Assert.Single(parts.Lines()).Text);
    }

    [Fact]
    public void The_newest_line_may_come_first()
    {
        var parts = Sample.Read("STK: 1100\n" + Csv([Rows[2], Rows[5], Rows[4], Rows[3]]), Bank);

        var verdict = Assert.Single(parts.Verdicts());
        Assert.Equal((1_200_000, 1_250_000, true), (verdict.Head.Opening, verdict.Closing, verdict.IsSound));
    }

    [Fact]
    public void A_row_that_is_missing_is_the_difference()
    {
        var verdict = Assert.Single(Sample.Read(Csv([Rows[1], Rows[2], Rows[3], Rows[5]]), Bank).Verdicts());

        Assert.Equal((false, -3000), (verdict.IsSound, verdict.Difference));
    }

    [Theory]
    [InlineData("21/11/2026,,\"8.000\"", "31/11/2026,,\"8.000\"", RefusalCodes.Date, 2)]
    [InlineData("21/11/2026,,\"8.000\"", ",,\"8.000\"", RefusalCodes.Date, 2)]
    [InlineData("\"8.000\"", "\"8000,50\"", RefusalCodes.Fraction, 4)]
    [InlineData("\"8.000\"", "tám nghìn", RefusalCodes.Amount, 4)]
    [InlineData("LE PHI HO TICH", "4111111111111111", RefusalCodes.Card, 6)]
    public void A_row_that_is_refused_has_its_line_and_column(string from, string to, string code, int column)
    {
        var parts = Sample.Read(Sample.Sheet.Replace(from, to, StringComparison.Ordinal), Bank);

        Assert.Equal((code, new Place(4, column)), (parts.Refused()[0].Code, parts.Refused()[0].Place));
        Assert.False(Assert.Single(parts.Verdicts()).IsSound);
        Assert.DoesNotContain(parts, part => part.ToString()!.Contains("4111111111111111", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_no_balance_tells_the_other_rows_are_kept()
    {
        var profile = Bank with { Account = "11", Columns = Bank.Columns with { Balance = null } };
        var rows = Rows.Skip(2).Take(4).ToList();

        var parts = Sample.Read(Csv(rows).Replace("21/11/2026,3000", "31/11/2026,3000", StringComparison.Ordinal), profile);

        Assert.Equal(RefusalCodes.Date, Assert.Single(parts.Refused()).Code);
        Assert.Equal((2, true, false), (parts.Lines().Count, parts.Verdicts()[0].IsSound, parts.Verdicts()[0].IsProven));
    }

    [Fact]
    public void Totals_judge_where_there_is_no_balance()
    {
        var profile = Bank with { Account = "11", Columns = Bank.Columns with { Balance = null } };

        Assert.True(Sample.Read(Sample.Sheet, profile).Verdicts()[0].IsSound);
        Assert.Equal(1000, Sample.Read(Sample.Sheet.Replace("53.000", "54.000", StringComparison.Ordinal), profile).Verdicts()[0].Difference);
    }

    [Fact]
    public void Accounts_of_one_sheet_are_judged_each_for_itself()
    {
        var parts = Sample.Read("""
            Ngày GD,Ghi nợ,Ghi có,Số dư,Diễn giải,Số tài khoản,Loại tiền
            21/11/2026,,8000,1208000,A,11,VND
            21/11/2026,,5000,5000,B,22,VND
            21/11/2026,3000,,1205000,C,11,VND
            21/11/2026,1000,,5000,D,22,VND
            21/11/2026,,10,10,E,33,USD
            21/11/2026,,10,20,F,33,USD
            """);

        Assert.Equal([("11", true, 0L), ("22", false, 1000), ("33", false, 0)], parts.Verdicts().Select(v => (v.Head.Account, v.IsSound, v.Difference)));
        Assert.Equal([1, 2, 1, 2], parts.Lines().Select(line => line.Statement));
        Assert.Equal([RefusalCodes.Currency, RefusalCodes.Unbalanced], parts.Refused().Select(refusal => refusal.Code));
    }

    [Fact]
    public void One_column_with_a_direction_gives_the_sign()
    {
        var profile = new StatementProfile { Name = "t", Account = "11", Columns = new ProfileColumns { Day = "Date", Amount = "Amount", Direction = "D/C", Text = ["Memo"] } };

        var parts = Sample.Read("Date,Amount,D/C,Memo\n21/11/2026,8000,C,A\n21/11/2026,3000,Nợ,B\n21/11/2026,1,?,B\n", profile);

        Assert.Equal([8000L, -3000], parts.Lines().Select(line => line.Amount));
        Assert.Equal(new Place(4, 3), Assert.Single(parts.Refused()).Place);
    }

    [Fact]
    public void A_quote_that_never_closes_books_nothing()
    {
        var parts = Sample.Read(Sample.Sheet.Replace("PHI QUAN LY", "\"PHI QUAN LY", StringComparison.Ordinal), Bank);

        Assert.Equal(RefusalCodes.Format, parts.Refused()[^1].Code);
        Assert.DoesNotContain(parts.Verdicts(), verdict => verdict.IsSound);
    }

    [Fact]
    public void POS_slips_are_read_by_batch_with_fees_voids_and_masked_cards()
    {
        var parts = Sample.Read(Sample.Pos);

        Assert.Equal([(8000L, CardSlipKind.Sale, 88L, 7912L), (-8000, CardSlipKind.Void, 0, -8000)], parts.Lines().Select(line => (line.Amount, line.Card!.Kind, line.Card.Fee, line.Card.Net)));
        Assert.Equal(("970436******1234", "F62221", "632509000451", "000000012345678/12345678"), (parts.Lines()[0].Card!.MaskedCard, parts.Lines()[0].Card!.ApprovalCode, parts.Lines()[0].BankReference, parts.Lines()[0].Account));
        var verdict = Assert.Single(parts.Verdicts());
        Assert.Equal((2, 0L, -88L, true, "000123"), (verdict.Lines, verdict.Sum, verdict.Net!.Value, verdict.IsSound, verdict.Head.Number));
    }

    [Theory]
    [InlineData("970436******1234", "9704360000000000010", RefusalCodes.Card, 2, 6)]
    [InlineData("7912", "7913", RefusalCodes.Unbalanced, 2, 13)]
    [InlineData("SALE", "LOAN", RefusalCodes.Format, 2, 9)]
    [InlineData("21/11/2026 09:20:01", "32/11/2026 09:20:01", RefusalCodes.Date, 3, 8)]
    public void A_POS_slip_that_is_refused_leaves_the_others(string from, string to, string code, int line, int column)
    {
        var parts = Sample.Read(Sample.Pos.Replace(from, to, StringComparison.Ordinal));

        var refusal = Assert.Single(parts.Refused());
        Assert.Equal((code, new Place(line, column)), (refusal.Code, refusal.Place));
        Assert.Single(parts.Lines());
    }

    [Theory]
    [InlineData("Total,,,,,,,,,0,88,0,-88,,,,", true)]
    [InlineData("Tổng cộng,,,,,,,,,0,88,0,-87,,,,", false)]
    public void A_POS_total_judges_the_batch(string total, bool isSound) =>
        Assert.Equal(isSound, Assert.Single(Sample.Read(Sample.Pos + "\n" + total).Verdicts()).IsSound);

    [Fact]
    public void A_void_without_a_minus_still_takes_money_back() =>
        Assert.Equal([(8000L, 7912L), (-8000, -7912)], Sample.Read(Sample.Pos.Replace("VOID,-8000,0,0,-8000", "VOID,8000,88,0,7912", StringComparison.Ordinal)).Lines().Select(line => (line.Amount, line.Card!.Net)));

    [Theory]
    [InlineData("xl/externalLinks/externalLink1.xml", 10, RefusalCodes.Format)]
    [InlineData("xl/media/bomb.bin", 8 * 1024 * 1024, RefusalCodes.Limit)]
    public void A_workbook_that_unpacks_to_too_much_or_refers_elsewhere_is_refused(string name, int length, string code) =>
        Assert.Equal(code, Assert.Single(Sample.Read(Workbooks.Xlsx(Rows, (name, new byte[length])), Bank).Refused()).Code);

    [Fact]
    public void A_binary_sheet_that_claims_a_billion_rows_is_refused_at_once()
    {
        var file = Workbooks.Xls(Rows);
        byte[] dimensions = [0x00, 0x02, 0x0E, 0x00];
        file[file.AsSpan().IndexOf(dimensions) + 11] = 0x4D;

        Assert.Equal(RefusalCodes.Limit, Assert.Single(Sample.Read(file, Bank).Refused()).Code);
    }

    [Fact]
    public void A_file_without_a_profile_is_refused_by_name() =>
        Assert.Equal(RefusalCodes.Profile, Assert.Single(Sample.Read("a,b\n1,2\n").Refused()).Code);

    [Fact]
    public void A_sheet_that_proves_how_it_is_read_needs_no_profile()
    {
        Assert.Equal(50_000, Assert.Single(Sample.Read(Sample.Sheet).Verdicts()).Sum);
        Assert.Equal(RefusalCodes.Profile, Assert.Single(Sample.Read("STK: 1122\nNgày,Số tiền,Diễn giải\n21/02/2026,8000,A\n").Refused()).Code);
    }

    private static byte[] File(string kind) => kind switch
    {
        "xlsx" => Workbooks.Xlsx(Rows),
        "xls" => Workbooks.Xls(Rows),
        _ => Encoding.UTF8.GetBytes(Csv(Rows)),
    };

    private static string Csv(IEnumerable<object?[]> rows) => string.Join('\n', rows.Select(row => string.Join(',', row.Select(cell => cell switch
    {
        DateOnly day => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => cell as string ?? "",
    }))));
}
