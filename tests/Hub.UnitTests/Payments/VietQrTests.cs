using Hub.Payments.Qr;
using Xunit;

namespace Hub.UnitTests.Payments;

public sealed class VietQrTests
{
    /// <summary>NAPAS' own example of a static code: a length of 12 before an account of 13 digits, under a right checksum.</summary>
    private const string Malformed = "00020101021138570010A00000072701270006970403011200110123456780208QRIBFTTA53037045802VN6304F4E5";

    private const string Dynamic = "00020101021238540010A00000072701240006970436011012345678900208QRIBFTTA5303704540480005802VN62150811H40DB2K7Q9X6304586D";

    /// <summary>Published codes and codes of demo accounts, with what each says.</summary>
    public static TheoryData<string, string, string, long?, string?, string?, string?, bool?> Vectors => new()
    {
        { "00020101021138540010A00000072701240006963388011034567891430208QRIBFTTA5303704540723451235802VN6304EBDA", "963388", "3456789143", 2345123, null, null, null, true },
        { "00020101021138530010A0000007270123000697041501091234567890208QRIBFTTA53037045802VN63046376", "970415", "123456789", null, null, null, null, null },
        { "00020101021138540010A00000072701240006970436011012345678900208QRIBFTTA53037045802VN6304BE57", "970436", "1234567890", null, null, null, null, null },
        { Dynamic, "970436", "1234567890", 8000, "H40DB2K7Q9X", null, null, null },
        {
            "00020101021238570010A00000072701270006970405011335002010001230208QRIBFTTA53037045405450005802VN5917TTPVHCC TINH DEMO6004DEMO62160812PPASC 2K7Q9X630408D5",
            "970405", "3500201000123", 45000, "PPASC 2K7Q9X", "TTPVHCC TINH DEMO", "DEMO", null
        },
        { "00020101021138540010A00000072701240006970423011000000000040208QRIBFTTA53037045802VN630407AD", "970423", "0000000004", null, null, null, null, null },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_known_code_is_written_to_the_letter(string payload, string bin, string account, long? amount, string? memo, string? name, string? city, bool? isReusable)
    {
        var (written, faults) = VietQrWriter.Write(Code(bin, account, amount, memo, name, city) with { IsReusable = isReusable });

        Assert.Empty(faults);
        Assert.Equal(payload, written);
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_known_code_is_read_whole(string payload, string bin, string account, long? amount, string? memo, string? name, string? city, bool? isReusable)
    {
        var reading = VietQrReader.Read(payload);

        Assert.Equal(VietQrVerdict.Good, reading.Verdict);
        Assert.Equal(Code(bin, account, amount, memo, name, city) with { IsReusable = isReusable ?? amount is null }, reading.Code);
    }

    [Fact]
    public void The_checksum_is_the_standards() => Assert.Equal(0x29B1, Crc16.Of("123456789"u8));

    [Fact]
    public void The_malformed_sample_of_NAPAS_gives_no_account_at_all()
    {
        var reading = VietQrReader.Read(Malformed);

        Assert.Equal(new VietQrReading(VietQrVerdict.Template, null), reading);
        Assert.Equal(
            "00020101021138570010A00000072701270006970403011300110123456780208QRIBFTTA53037045802VN6304",
            VietQrWriter.Write(Code("970403", "0011012345678")).Payload![..^4]);
    }

    [Fact]
    public void Any_wrong_character_anywhere_is_a_wrong_checksum()
    {
        foreach (var (payload, at) in Vectors.SelectMany(row => Enumerable.Range(0, ((string)row[0]!).Length).Select(at => ((string)row[0]!, at))))
        {
            foreach (var wrong in "0123456789AFZ az-".Where(wrong => char.ToUpperInvariant(wrong) != payload[at]))
            {
                Assert.Equal(VietQrVerdict.Crc, VietQrReader.Read($"{payload[..at]}{wrong}{payload[(at + 1)..]}").Verdict);
            }
        }
    }

    [Fact]
    public void A_code_that_lost_its_end_is_never_read()
    {
        for (var length = 6; length < Dynamic.Length; length++)
        {
            Assert.Equal(VietQrVerdict.Crc, VietQrReader.Read(Dynamic[..length]).Verdict);
        }
    }

    [Fact]
    public void A_checksum_in_small_letters_is_read_and_never_written()
    {
        Assert.Equal("1234567890", VietQrReader.Read(Dynamic[..^4] + "586d").Code!.Account);
        Assert.EndsWith("586D", VietQrWriter.Write(Code("970436", "1234567890", 8000, "H40DB2K7Q9X")).Payload, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("https://example.vn/pay?id=1")]
    [InlineData("2|99|0900000001|NGUYEN VAN A")]
    [InlineData("A000000727")]
    public void A_text_that_is_no_code_is_not_VietQR(string text) => Assert.Equal(VietQrVerdict.NotVietQr, VietQrReader.Read(text).Verdict);

    [Theory]
    [InlineData("00020101021126280010A0000007750110010538530952045812530370454048000" + "5802VN6304")]
    [InlineData("0002010102115204581253037045802VN6304")]
    [InlineData("000201010211999")]
    public void A_sound_code_of_another_scheme_is_not_VietQR(string head)
    {
        var sealedHead = head.EndsWith("6304", StringComparison.Ordinal) ? head : head + "6304";

        Assert.Equal(VietQrVerdict.NotVietQr, VietQrReader.Read(sealedHead + Crc16.Hex(sealedHead)).Verdict);
    }

    [Theory]
    [InlineData("a length that is too short", "011012345678900208", "010912345678900208")]
    [InlineData("a length that is too long", "011012345678900208", "011112345678900208")]
    [InlineData("a length outside", "38540010", "38990010")]
    [InlineData("no length", "38540010", "38xx0010")]
    [InlineData("an account that is empty", "01240006970436011012345678900208", "01140006970436" + "0100" + "0208")]
    [InlineData("no bank", "01240006970436", "01240106970436")]
    [InlineData("a bank of letters", "970436", "97O436")]
    [InlineData("an account with a space", "1234567890", "12345 7890")]
    [InlineData("an unknown service", "QRIBFTTA", "QRPUSHXX")]
    [InlineData("another scheme's letters", "A000000727", "a000000727")]
    [InlineData("another currency", "5303704", "5303840")]
    [InlineData("another country", "5802VN", "5802US")]
    [InlineData("another version", "000201", "000202")]
    [InlineData("neither static nor dynamic", "010212", "010213")]
    [InlineData("no amount but zero", "54048000", "54010")]
    [InlineData("a fraction of a dong", "54048000", "54068000.0")]
    [InlineData("a negative amount", "54048000", "5405-8000")]
    [InlineData("an amount with a zero before it", "54048000", "540508000")]
    [InlineData("an amount of 14 digits", "54048000", "541410000000000000")]
    [InlineData("a currency told twice", "5303704", "53037045303704")]
    [InlineData("an amount told twice", "54048000", "540480005404" + "9000")]
    [InlineData("a memo that does not fit", "62150811", "62150812")]
    public void A_code_written_wrong_under_a_right_checksum_tells_nothing(string what, string right, string wrong)
    {
        var head = Dynamic[..^4].Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(Dynamic[..^4], head);

        var reading = VietQrReader.Read(head + Crc16.Hex(head));

        Assert.True(reading == new VietQrReading(VietQrVerdict.Template, null), what);
    }

    [Theory]
    [InlineData("97043", "1234567890", "bin")]
    [InlineData("9704366", "1234567890", "bin")]
    [InlineData("97O436", "1234567890", "bin")]
    [InlineData("", "1234567890", "bin")]
    [InlineData("970436", "", "account")]
    [InlineData("970436", "12345 67890", "account")]
    [InlineData("970436", "12345678901234567890", "account")]
    [InlineData("970436", "tài1", "account")]
    [InlineData("970436", "１２３", "account")]
    public void A_wrong_bank_or_account_is_refused(string bin, string account, string field)
    {
        var (payload, faults) = VietQrWriter.Write(Code(bin, account));

        Assert.Null(payload);
        Assert.Equal([field], faults.Select(fault => fault.Field));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    [InlineData(10_000_000_000_000)]
    public void An_amount_of_nothing_or_of_14_digits_is_refused(long amount) =>
        Assert.Equal(["amount"], VietQrWriter.Write(Code("970436", "1", amount)).Faults.Select(fault => fault.Field));

    [Theory]
    [InlineData("12345678901234567890123456", null, null, "memo")]
    [InlineData("tab\there", null, null, "memo")]
    [InlineData("漢", null, null, "memo")]
    [InlineData(" ", null, null, "memo")]
    [InlineData(null, "12345678901234567890123456", null, "name")]
    [InlineData(null, null, "1234567890123456", "city")]
    public void A_text_that_is_too_long_or_unreadable_is_refused(string? memo, string? name, string? city, string field) =>
        Assert.Equal([field], VietQrWriter.Write(Code("970436", "1", null, memo, name, city)).Faults.Select(fault => fault.Field));

    [Theory]
    [InlineData("Lệ phí Đăng ký hộ tịch", "Le phi Dang ky ho tich")]
    [InlineData("Le\u0323\u0302 phi\u0301", "Le phi")]
    [InlineData("ĐƯỜNG Ưỡ Ỷ", "DUONG Uo Y")]
    public void Vietnamese_marks_are_taken_off_before_lengths_are_counted(string memo, string plain) =>
        Assert.Equal(plain, VietQrReader.Read(VietQrWriter.Write(Code("970436", "1", 1, memo)).Payload!).Code!.Purpose);

    [Theory]
    [InlineData("5905Ngân6304")]
    [InlineData("5904Ngân6304")]
    public void A_name_with_marks_is_read_whichever_way_its_length_counts(string name)
    {
        var head = Dynamic[..^8] + name;

        Assert.Equal("Ngân", VietQrReader.Read(head + Crc16.Hex(head)).Code!.MerchantName);
    }

    [Fact]
    public void Every_part_that_is_written_is_read_again()
    {
        var code = Code("970422", "VQRQ00A1", 9_999_999_999_999, new string('M', 25), new string('N', 25), new string('C', 15)) with
        {
            BillNumber = "B-1",
            Store = "S 1",
            Reference = "R",
            Terminal = "QUAY01",
            IsReusable = false,
        };
        var card = code with { Account = "9704360000000000018", Service = VietQrService.ToCard };

        Assert.Equal(code, VietQrReader.Read(VietQrWriter.Write(code).Payload!).Code);
        Assert.Equal(card, VietQrReader.Read(VietQrWriter.Write(card).Payload!).Code);
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(9, false)]
    public void Texts_that_are_too_long_together_are_refused(int terminal, bool fits)
    {
        var text = new string('A', 25);

        var (payload, faults) = VietQrWriter.Write(Code("970436", "1234567890", 8000, text) with { BillNumber = text, Reference = text, Terminal = new string('T', terminal) });

        Assert.Equal(fits, payload is not null && VietQrReader.Read(payload).Verdict is VietQrVerdict.Good);
        Assert.Equal(fits ? [] : ["memo"], faults.Select(fault => fault.Field));
    }

    private static VietQrCode Code(string bin, string account, long? amount = null, string? memo = null, string? name = null, string? city = null) =>
        new() { Bin = bin, Account = account, Amount = amount, Purpose = memo, MerchantName = name, City = city };
}
