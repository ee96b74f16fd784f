using System.Globalization;
using Hub.Core.Calendar;
using Hub.Payments.Matching;
using Hub.Payments.Model;
using Xunit;
using static Hub.UnitTests.Payments.Matching.MatchCases;

namespace Hub.UnitTests.Payments.Matching;

/// <summary>Within its time a line waits; after it, it is a discrepancy.</summary>
public sealed class ArrivalTests
{
    [Theory]
    [InlineData(PaymentMethod.Transfer, "2026-11-21", "23:59", "2026-11-22")]
    [InlineData(PaymentMethod.Transfer, "2026-02-16", "09:00", "2026-02-17")]
    [InlineData(PaymentMethod.Card, "2026-11-20", "09:00", "2026-11-23")]
    [InlineData(PaymentMethod.Card, "2026-11-21", "09:00", "2026-11-23")]
    [InlineData(PaymentMethod.Card, "2026-11-23", "21:59", "2026-11-24")]
    [InlineData(PaymentMethod.Card, "2026-11-23", "22:01", "2026-11-25")]
    [InlineData(PaymentMethod.Card, "2026-02-13", "09:00", "2026-02-23")]
    [InlineData(PaymentMethod.Platform, "2026-11-23", "16:01", "2026-11-25")]
    [InlineData(PaymentMethod.CounterCash, "2026-08-21", "09:00", "2026-08-22")]
    [InlineData(PaymentMethod.CollectedCash, "2026-11-20", "09:00", "2026-11-27")]
    public void Each_way_has_its_days_and_its_hour(PaymentMethod method, string day, string time, string due) => Assert.Equal(
        Day(due), Arrivals.Of(method, Day(day), new DateTimeOffset(Day(day).ToDateTime(TimeOnly.Parse(time, CultureInfo.InvariantCulture)), VietnamClock.Offset)));

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_transfer_waits_for_a_day_and_is_then_missing(int days, bool isWaiting) => Check(isWaiting, Run(days, [Fee(1)], Told("t", text: Reference(1))));

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_batch_waits_until_the_acquirer_pays(int days, bool isWaiting) => Check(isWaiting, Run(days, [Fee(1)], Sold("t", 1), Settled("a", 1)));

    [Fact]
    public void What_waits_is_in_no_count_of_discrepancies()
    {
        var result = Run(0, [Fee(1)], Told("t", text: Reference(1)));

        Assert.Empty(result.ByKind());
        Assert.Equal(new Waiting(new Claim(LineSide.Hub, "t", LineEnd.Onward), 8_000, Monday.AddDays(1)), Assert.Single(result.Waiting));
    }

    [Fact]
    public void Lines_wait_for_a_file_that_has_not_come_and_the_file_is_told_of_once()
    {
        var input = new MatchingInput(Monday.AddDays(3), [Fee(1), Fee(2)], [Told("t", text: Reference(1)), Told("u", text: Reference(2))])
        {
            Files = [new(LineSide.Bank, Account, Monday, Monday.AddDays(1), false), new(LineSide.Bank, Account, Monday.AddDays(5), Monday.AddDays(6), false)],
        };
        var result = Run(input);

        Assert.Equal(2, result.Waiting.Count);
        Assert.Equal("missing-file/statement/0011012345678/2026-11-23", Assert.Single(result.Discrepancies).Key);
        Check(false, Run(input with { Files = [input.Files.First() with { HasCome = true }] }));
    }

    [Fact]
    public void A_credit_for_a_batch_waits_for_the_settlement_file()
    {
        var input = new MatchingInput(Monday, [], [Booked("c", 7_904, "TT POS TID 12345678 LO 000327")]) { Files = [new(LineSide.Acquirer, "12345678", Monday, Monday.AddDays(1), false)] };

        Assert.Single(Run(input).Waiting);
        Assert.Equal(DiscrepancyKind.MissingFile, Assert.Single(Run(input with { Today = Monday.AddDays(2) }).Discrepancies).Kind);
        Assert.Equal(DiscrepancyKind.Unidentified, Assert.Single(Run(input with { Today = Monday.AddDays(2), Files = [input.Files.First() with { HasCome = true }] }).Discrepancies).Kind);
    }

    [Fact]
    public void Money_for_the_treasury_waits_its_days()
    {
        var input = new MatchingInput(Monday.AddDays(7), [Fee(1)], [Booked("b", text: Reference(1))]) { Terms = new() { Treasury = [new(Account, 3_000, ["NSNN"])] } };

        Assert.Equal(Monday.AddDays(7), Assert.Single(Run(input).Waiting).Until);
        Assert.Equal(DiscrepancyKind.Late, Assert.Single(Run(input with { Today = Monday.AddDays(8) }).Discrepancies).Kind);
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);

    private static void Check(bool isWaiting, MatchingResult result)
    {
        Assert.Equal(isWaiting, result.Waiting.Count > 0);
        Assert.Equal(!isWaiting, result.Discrepancies.Any(found => found.Kind is DiscrepancyKind.MissingAtBank));
    }
}
