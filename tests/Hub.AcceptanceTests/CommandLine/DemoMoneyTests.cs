using Hub.Functions.Demo;
using Hub.Functions.Payments.Demo;
using Hub.Payments.Model;
using Hub.Payments.Settings;
using Xunit;

namespace Hub.AcceptanceTests.CommandLine;

/// <summary>The demonstration's money: what the day asks for, and what its proof finds in a ledger that is not the bank's.</summary>
public sealed class DemoMoneyTests
{
    private const string Fee = "D-1/F-1";
    private static readonly DateOnly Today = new(2026, 11, 21);
    private static readonly TransferKey Right = new(1, 8_000, 8_000, "LPHC1234567", "FT26325000001", "exact", ["sepay"]);
    private static readonly TransferKey Again = Right with { Movement = 2, BankReference = "FT26325000002", Find = "second" };
    private static readonly TransferKey Nobodys = new(3, 5_000, null, null, "FT26325000003", "unidentified", []);
    private static readonly TransferKey Charge = new(4, -3_300, null, null, "FT26325000004", "charge", []);
    private static readonly SlipKey Slip = new("632509000001", 8_000, "LPHC7654321", "matched");

    private static readonly Payment Matched = Of("p-1", Right.BankReference, 8_000, "sepay", new PaymentShare(PaymentState.Matched, 8_000, Fee));
    private static readonly Payment Second = Of("p-2", Again.BankReference, 8_000, "sepay", new PaymentShare(PaymentState.RefundDue, 8_000, Fee));
    private static readonly Payment Stray = Of("p-3", Nobodys.BankReference, 5_000, "statement-mt940", new PaymentShare(PaymentState.Unidentified, 5_000));
    private static readonly Payment Card = Of("p-5", Slip.Rrn, 8_000, "settlement", new PaymentShare(PaymentState.Matched, 8_000, "D-2/F-2"));

    private static readonly Payment Cash = Of("p-6", null, 7_000, PaymentCodes.Cash, new PaymentShare(PaymentState.Matched, 7_000, "D-3/F-3"));

    [Fact]
    public void A_ledger_that_is_the_banks_agrees_whoever_was_booked_first()
    {
        Assert.Equal((5, 0, 0, 0), Counts(Compare(Matched, Second, Stray, Card, Cash)));

        // The second may have been heard first.
        Assert.Equal((5, 0, 0, 0), Counts(Compare(Matched with { Shares = Second.Shares }, Second with { Shares = Matched.Shares }, Stray, Card, Cash)));
    }

    [Fact]
    public void Money_that_is_nowhere_is_lost() => Assert.Equal((5, 1, 0), Short(Compare(Matched, Second, Card, Cash)));

    [Fact]
    public void Money_that_is_there_twice_is_doubled() => Assert.Equal((5, 0, 1), Short(Compare(Matched, Second, Stray, Stray with { Id = "p-9" }, Card, Cash)));

    [Fact]
    public void Money_that_nobody_paid_is_doubled() => Assert.Equal((5, 0, 1), Short(Compare(Matched, Second, Stray, Card, Cash, Stray with { Id = "p-9", BankReference = "FT26325000099" })));

    [Fact]
    public void Each_of_these_is_a_difference()
    {
        // In the wrong place; of another fee; another amount; all matched to a fee that costs half; a witness that is not there; a receipt that is not there.
        Assert.NotEmpty(Compare(Matched, Second, Stray with { Shares = [new(PaymentState.Waiting, 5_000)] }, Card, Cash).Differences);
        Assert.NotEmpty(Compare(Matched with { Shares = [new(PaymentState.Matched, 8_000, "D-9/F-9")] }, Second, Stray, Card, Cash).Differences);
        Assert.NotEmpty(Compare(Matched, Second, Stray with { Amount = 6_000, Shares = [new(PaymentState.Unidentified, 6_000)] }, Card, Cash).Differences);
        Assert.NotEmpty(Compare(Matched, Second with { Shares = [new(PaymentState.Matched, 8_000, Fee)] }, Stray, Card, Cash).Differences);
        Assert.NotEmpty(Compare(Matched with { Witnesses = Stray.Witnesses }, Second, Stray, Card, Cash).Differences);
        Assert.NotEmpty(Compare(Matched, Second, Stray, Card).Differences);
    }

    [Fact]
    public void What_was_taken_back_counts_for_no_fee()
    {
        var key = new DayKey([], [Right with { Find = "reversed" }], [Slip with { Find = "voided" }, Slip with { Rrn = "632509000002", Find = "void" }]);
        Payment[] back = [Matched with { Shares = [new(PaymentState.Reversed, 8_000)] }, Card with { Shares = [new(PaymentState.Reversed, 8_000)] }];

        Assert.Equal((2, 0, 0, 0), Counts(MoneyComparison.Of([key], new Dictionary<string, long>(), back, FeeOf)));
        Assert.NotEmpty(MoneyComparison.Of([key], new Dictionary<string, long>(), [Matched, Card], FeeOf).Differences);
    }

    [Fact]
    public void The_day_asks_the_same_again_and_every_kind_of_payer_comes()
    {
        var day = new CentreDay(7, Today, [new DemoProcedure("1.000656", "Đăng ký khai tử", null, null, [])]).Events(80);

        var events = new MoneyDay(7).With(day);

        Assert.Equal(events, new MoneyDay(7).With(day));
        var fees = events.Where(e => e.Json.Contains(PaymentEventTypes.FeeAssessed, StringComparison.Ordinal)).ToList();
        Assert.Equal(26, fees.Count);
        Assert.Equal(Enum.GetValues<Payer>(), fees.Select(e => MoneyDay.PayerOf(e.Code)).Distinct().Order());
        Assert.Equal(fees.Count(e => MoneyDay.PayerOf(e.Code) is Payer.Cash), events.Count(e => e.Json.Contains(PaymentEventTypes.CashReceived, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_long_day_asks_for_the_fees_of_its_last_day_only()
    {
        var day = new CentreDay(7, Today, [new DemoProcedure("1.000656", "Đăng ký khai tử", null, null, [20_000])]).Events(CentreDay.DossiersPerDay + 30);

        var asked = new MoneyDay(7).With(day).Where(e => e.Asks == PaymentCodes.Lane).Select(e => e.Code).Distinct().ToList();

        Assert.Equal(10, asked.Count);
        Assert.All(asked, code => Assert.Contains("-261121-", code, StringComparison.Ordinal));
    }

    private static MoneyComparison Compare(params Payment[] payments) =>
        MoneyComparison.Of([new DayKey([], [Right, Again, Nobodys, Charge], [Slip]), new DayKey([], [Right], [])], new Dictionary<string, long> { ["BL-1"] = 7_000 }, payments, FeeOf);

    private static string? FeeOf(string reference) => reference == "LPHC1234567" ? Fee : reference == "LPHC7654321" ? "D-2/F-2" : null;

    private static (int, int, int, int) Counts(MoneyComparison found) => (found.Expected, found.Lost, found.Doubled, found.Differences.Count);

    private static (int, int, int) Short(MoneyComparison found)
    {
        Assert.NotEmpty(found.Differences);
        return (found.Expected, found.Lost, found.Doubled);
    }

    private static Payment Of(string id, string? reference, long amount, string source, PaymentShare share) => new()
    {
        Id = id,
        Account = "0011012345678",
        Amount = amount,
        ValueDay = Today,
        BookedAt = DateTimeOffset.UnixEpoch,
        Method = PaymentMethod.Transfer,
        BankReference = reference,
        Witnesses = [new Witness(source, source == PaymentCodes.Cash ? "BL-1" : id, null, DateTimeOffset.UnixEpoch, reference, "")],
        Shares = [share],
    };
}
