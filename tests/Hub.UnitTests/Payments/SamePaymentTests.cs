using Hub.Payments.Booking;
using Hub.Payments.Model;
using Hub.Payments.References;
using Xunit;

namespace Hub.UnitTests.Payments;

public sealed class SamePaymentTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 2, 15, 30, TimeSpan.Zero);
    private static readonly string Reference = PaymentReference.Of("H40D", 77).Text;
    private static readonly HashSet<string> None = [];

    private readonly SamePayment _same = new(new ReferenceReader("H40D"));

    [Fact]
    public void A_bank_reference_makes_it_the_same_whatever_the_text_says() =>
        Assert.True(IsSame(Credit("casso", "KHAC", "FT1"), Known("sepay", "MOT", "FT1")));

    [Fact]
    public void What_one_source_tells_under_two_ids_is_two() => Assert.False(IsSame(Credit("sepay", Reference, "FT1") with { Key = "2" }, Known("sepay", Reference, "FT1")));

    [Fact]
    public void A_line_of_a_corrected_statement_counts_no_more() =>
        Assert.NotNull(_same.Find(Credit("statement-mt940", Reference, "FT1") with { Key = "2" }, [Known("statement-mt940", Reference, "FT1")], new HashSet<string> { "k" }).Same);

    [Theory]
    [InlineData(0, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void The_same_reference_of_ours_within_two_minutes_is_the_same(int minutes, bool isSame) =>
        Assert.Equal(isSame, IsSame(Credit("casso", Reference, "FT1") with { At = At.AddMinutes(minutes) }, Known("sepay", $"nop {Reference}", "MBVCB.1")));

    [Fact]
    public void References_that_a_bank_numbers_in_one_row_are_of_two() => Assert.False(IsSame(Credit("statement-mt940", Reference, "FT2") with { At = null }, Known("casso", Reference, "FT1")));

    [Fact]
    public void A_reference_that_the_other_names_in_its_text_makes_it_the_same() =>
        Assert.True(IsSame(Credit("statement-mt940", "CT DEN PP2611210000123 VCB", "FT1") with { At = null }, Known("platform", "HO SO", "PP2611210000123") with { Account = "platform", Method = PaymentMethod.Platform }));

    [Theory]
    [InlineData("KHAC", 8000, 0)]
    [InlineData("MOT", 8001, 0)]
    [InlineData("MOT", 8000, 2)]
    public void Another_account_amount_or_day_is_another_payment(string account, long amount, int days) => Assert.False(IsSame(
        Credit("casso", Reference, "FT1") with { Account = account == "MOT" ? "0011" : "0099", Amount = amount, ValueDay = new DateOnly(2026, 11, 21).AddDays(days) }, Known("sepay", Reference, "FT1")));

    [Fact]
    public void What_is_alike_and_proves_nothing_is_for_a_person()
    {
        var (same, isDoubtful) = _same.Find(Credit("casso", "ABC", null), [Known("sepay", "XYZ", "MB1")], None);

        Assert.Null(same);
        Assert.True(isDoubtful);
    }

    [Theory]
    [InlineData("0011012345678", "11012345678", true)]
    [InlineData("0011012345678", "0011-0123-45678", true)]
    [InlineData("sepay", "0011", true)]
    [InlineData("0011", "00110", false)]
    [InlineData("0000", "000", false)]
    public void An_account_counts_by_its_letters_and_digits_alone(string known, string told, bool isSame) =>
        Assert.Equal(isSame, IsSame(Credit("casso", Reference, "FT1") with { Account = told }, Known("sepay", Reference, "FT1") with { Account = known }));

    [Theory]
    [InlineData("FT1", true)]
    [InlineData("MBVCB.1", false)]
    public void Money_that_was_taken_back_is_the_same_by_its_reference_alone(string bank, bool isSame) =>
        Assert.Equal(isSame, IsSame(Credit("casso", Reference, bank), Known("sepay", Reference, "FT1") with { Shares = [new PaymentShare(PaymentState.Reversed, 8000)] }));

    [Theory]
    [InlineData("casso", 1, true)]
    [InlineData("statement-sheet", 0, true)]
    [InlineData("statement-sheet", 1, false)]
    public void The_same_plain_words_in_two_files_are_the_same_on_one_day(string source, int days, bool isSame) => Assert.Equal(
        isSame, IsSame(Credit(source, "CHUYEN TIEN", null) with { ValueDay = new DateOnly(2026, 11, 21).AddDays(days), At = null }, Known("statement-mt940", "CHUYEN TIEN", "FT1")));

    [Fact]
    public void Cash_is_told_of_by_nobody_else() =>
        Assert.Equal((null, false), _same.Find(Credit("platform", "ABC", null) with { Account = null }, [Known("cash", null, null) with { Account = "cash", Method = PaymentMethod.CounterCash }], None));

    private bool IsSame(Credit credit, Payment known) => _same.Find(credit, [known], None).Same is not null;

    private static Credit Credit(string source, string? text, string? bank) => new()
    {
        Source = source,
        Key = "k1",
        Account = "0011",
        Amount = 8000,
        ValueDay = new DateOnly(2026, 11, 21),
        At = At,
        ReceivedAt = At,
        BankReference = bank,
        Text = text,
        Method = PaymentMethod.Transfer,
        Digest = "d",
    };

    private static Payment Known(string source, string? text, string? bank) => new()
    {
        Id = "p",
        Account = "0011",
        Amount = 8000,
        ValueDay = new DateOnly(2026, 11, 21),
        BookedAt = At,
        Method = PaymentMethod.Transfer,
        BankReference = bank,
        Text = text,
        Witnesses = [new Witness(source, "k", At, At, bank, "d")],
        Shares = [new PaymentShare(PaymentState.Unidentified, 8000)],
    };
}
