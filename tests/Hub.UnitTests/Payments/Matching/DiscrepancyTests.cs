using Hub.Core.Calendar;
using Hub.Payments.Matching;
using Xunit;
using static Hub.UnitTests.Payments.Matching.MatchCases;

namespace Hub.UnitTests.Payments.Matching;

/// <summary>Every kind of discrepancy, with the sum at stake; and what is allowed about it.</summary>
public sealed class DiscrepancyTests
{
    private static readonly Dictionary<DiscrepancyKind, (MatchingInput Input, long Amount)> Cases = new()
    {
        [DiscrepancyKind.MissingAtBank] = (Input([Fee(1)], Told("t", text: Reference(1))), 8_000),
        [DiscrepancyKind.MissingInHub] = (Input([], Booked("b", text: Reference(7))), 8_000),
        [DiscrepancyKind.Amount] = (Input([Fee(1)], Sold("t", 1), Settled("a", 1, 9_000), Booked("c", 8_904, "TT POS TID 12345678 LO 000327")), 1_000),
        [DiscrepancyKind.DuplicatePayment] = (Input([Fee(1)], Booked("b", text: Reference(1)) with { BankReference = "FT1" }, Booked("c", text: Reference(1)) with { BankReference = "FT2" }), 8_000),
        [DiscrepancyKind.PaidAfterCancel] = (Input([Fee(1) with { CancelledOn = Monday.AddDays(-1) }], Booked("b", text: Reference(1))), 8_000),
        [DiscrepancyKind.Unidentified] = (Input([Fee(1)], Booked("b", text: "CHUYEN TIEN")), 8_000),
        [DiscrepancyKind.BankFeeWrong] = (Input([], Settled("a", 1) with { Slip = Slip(1) with { Charge = 100, Vat = 8 } }) with { Terms = new() { AcquirerRate = 110 } }, 12),
        [DiscrepancyKind.SettlementShort] = (Input([], Settled("a", 1), Booked("c", 7_000, "TT POS TID 12345678 LO 000327")), -904),
        [DiscrepancyKind.Late] = (Input([Fee(1)], Told("t", text: Reference(1)), Booked("b", text: Reference(1)) with { Day = Monday.AddDays(3) }), 8_000),
        [DiscrepancyKind.Reversal] = (Input([Fee(1)], Booked("b", text: Reference(1)) with { BankReference = "FT26327000001" }, Booked("r", -8_000, "HOAN GD FT26327000001") with { IsReversal = true }), -8_000),
        [DiscrepancyKind.WrongAccount] = (Input([Fee(1)], Booked("b", text: Reference(1)) with { Account = "0099" }), 8_000),
        [DiscrepancyKind.MissingFile] = (Input([Fee(1)], Told("t", text: Reference(1))) with { Files = [new(LineSide.Bank, Account, Monday, Monday.AddDays(1), false)] }, 0),
        [DiscrepancyKind.Ambiguous] = (Input([], Told("t", text: "NGUYEN VAN THU"), Booked("b", text: "NGUYEN VAN THU"), Booked("c", text: "NGUYEN VAN THU")), 8_000),
        [DiscrepancyKind.ReceiptDiffers] = (Input([Fee(1) with { Receipt = new("1C26T-1", EReceiptState.Issued) }]), 8_000),
    };

    public static TheoryData<DiscrepancyKind> Kinds => [.. Enum.GetValues<DiscrepancyKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_is_found_with_its_sum(DiscrepancyKind kind)
    {
        var result = Run(Cases[kind].Input);

        Assert.Equal(Cases[kind].Amount, Assert.Single(result.Discrepancies, found => found.Kind == kind).Amount);
        Assert.Equal(result.Discrepancies.Count, result.Discrepancies.Select(found => found.Key).Distinct().Count());
    }

    [Fact]
    public void Every_kind_has_one_row_with_words_an_owner_and_acts()
    {
        Assert.Equal(Enum.GetValues<DiscrepancyKind>(), DiscrepancyKinds.Rows.Select(row => row.Kind));
        Assert.All(DiscrepancyKinds.Rows, row =>
        {
            Assert.Matches("^[a-z]+(-[a-z]+)*$", row.Name);
            Assert.NotEqual(row.Text.Vi, row.Text.En);
            Assert.NotEmpty(row.Acts);
            Assert.InRange(row.Days, 1, 10);
        });
    }

    [Theory]
    [InlineData(DiscrepancyAct.WriteOff, 500, true)]
    [InlineData(DiscrepancyAct.WriteOff, -500, true)]
    [InlineData(DiscrepancyAct.WriteOff, 1_001, false)]
    [InlineData(DiscrepancyAct.AskBank, 1_001, true)]
    public void Only_a_small_rest_is_written_off(DiscrepancyAct act, long rest, bool isAllowed) => Assert.Equal(isAllowed, DiscrepancyKinds.Allows(DiscrepancyKind.SettlementShort, act, rest, 1_000));

    [Fact]
    public void What_is_not_in_the_row_is_not_allowed() => Assert.False(DiscrepancyKinds.Allows(DiscrepancyKind.MissingFile, DiscrepancyAct.WriteOff, 0, 1_000));

    [Theory]
    [InlineData(DiscrepancyAct.RefundDue, 1, true)]
    [InlineData(DiscrepancyAct.WriteOff, 1, true)]
    [InlineData(DiscrepancyAct.MatchByHand, 1_000, false)]
    [InlineData(DiscrepancyAct.MatchByHand, 1_001, true)]
    [InlineData(DiscrepancyAct.AskBank, 9_999, false)]
    public void What_gives_money_away_needs_two_people(DiscrepancyAct act, long amount, bool needsTwo) => Assert.Equal(needsTwo, DiscrepancyKinds.NeedsSecondPerson(act, amount, 1_000));

    [Fact]
    public void Age_is_in_working_days()
    {
        var found = Run(Cases[DiscrepancyKind.MissingAtBank].Input).Discrepancies[0];
        var one = new DiscrepancyCase(found, new DateOnly(2026, 2, 13));

        Assert.Equal(1, one.Age(new DateOnly(2026, 2, 23), WorkingCalendars.BuiltIn));
        Assert.False(one.IsLate(new DateOnly(2026, 2, 24), WorkingCalendars.BuiltIn));
        Assert.True(one.IsLate(new DateOnly(2026, 2, 25), WorkingCalendars.BuiltIn));
        Assert.False(DiscrepancyStates.Table.Allows(DiscrepancyState.Settled, DiscrepancyState.Proposed));
    }

    [Fact]
    public void The_second_payment_is_the_later_one_and_stands_with_its_fee()
    {
        var result = Run(Input([Fee(1)], Booked("a", text: Reference(1)) with { Day = Monday.AddDays(1), BankReference = "FT2" }, Booked("z", text: Reference(1)) with { BankReference = "FT1" }));

        Assert.Equal(["bank/a/purpose", "fee/D/1/onward"], Assert.Single(result.Discrepancies).About);
    }

    [Fact]
    public void What_was_taken_back_pays_nothing()
    {
        var result = Run(Cases[DiscrepancyKind.Reversal].Input);

        Assert.Equal(["bank/b/purpose", "bank/r/purpose"], Assert.Single(result.Discrepancies).Holds.Select(claim => $"{claim}"));
        Assert.Empty(result.Matches);
    }

    [Fact]
    public void A_disputed_card_payment_is_taken_back_by_its_number()
    {
        var result = Run(Input([Fee(1)], Sold("t", 1), Settled("a", 1), Booked("c", 7_904, "TT POS TID 12345678 LO 000327"), Booked("d", -8_000, $"CHARGEBACK RRN {Slip(1).Rrn} TID 12345678")));

        Assert.Equal(DiscrepancyKind.Reversal, Assert.Single(result.Discrepancies).Kind);
        Assert.DoesNotContain(result.Matches, match => match.Claims.Any(claim => claim.Side is LineSide.Fee));
    }

    [Fact]
    public void A_void_after_settlement_is_money_taken_back()
    {
        var late = Sold("v", 2, -8_000) with { Slip = Slip(2) with { Voids = Slip(1).Trace, Batch = "000328" } };
        var result = Run(new MatchingInput(Monday, [Fee(1)], [Sold("t", 1), late]));

        Assert.Equal(DiscrepancyKind.Reversal, Assert.Single(result.Discrepancies).Kind);
    }

    [Fact]
    public void One_payment_of_two_fees_that_is_not_their_sum_is_left_to_a_person()
    {
        var result = Run(Input([Fee(1), Fee(2)], Booked("b", 8_000, $"{Reference(1)} {Reference(2)}")));

        var found = Assert.Single(result.Discrepancies);
        Assert.Equal((DiscrepancyKind.Ambiguous, 2), (found.Kind, found.Candidates.Count));
    }

    [Fact]
    public void A_cut_reference_is_a_candidate_and_never_a_match()
    {
        var result = Run(Input([Fee(1), Fee(2)], Booked("b", text: Reference(1)[..^1])));

        Assert.Empty(result.Matches);
        Assert.Equal([new NearMiss(LineSide.Fee, "D/1", Exclusion.ReferenceDiffers)], Assert.Single(result.Discrepancies).Candidates);
    }

    [Fact]
    public void What_the_acquirer_tells_twice_is_one_slip_and_a_repetition()
    {
        var result = Run(Input([Fee(1)], Sold("t", 1), Settled("a", 1), Settled("b", 1), Booked("c", 2 * 7_904, "TT POS TID 12345678 LO 000327")));

        Assert.Equal((DiscrepancyKind.DuplicatePayment, "acquirer/b/purpose"), (Assert.Single(result.Discrepancies).Kind, $"{result.Discrepancies[0].Holds[0]}"));
    }

    [Fact]
    public void A_receipt_that_was_cancelled_over_paid_money_is_told() =>
        Assert.Equal(DiscrepancyKind.ReceiptDiffers, Assert.Single(Run(Input([Fee(1) with { Receipt = new("1C26T-1", EReceiptState.Cancelled) }], Booked("b", text: Reference(1)))).Discrepancies).Kind);

    [Fact]
    public void A_refund_that_was_ordered_finds_its_debit()
    {
        var result = Run(Input([], Told("t", -8_000, Reference(1)) with { BankReference = "FT9" }, Booked("b", -8_000, "HOAN PHI") with { BankReference = "FT9" }));

        Assert.Empty(result.Discrepancies);
        Assert.Equal(-8_000, Assert.Single(result.Matches).Amount);
    }

    [Fact]
    public void Two_lines_of_one_id_are_refused() => Assert.Throws<ArgumentException>(() => Subject.Run(new MatchingInput(Monday, [], [Booked("b"), Booked("b", 9_000)])));

    // Ten days later, when nothing waits any more.
    private static MatchingInput Input(DueFee[] fees, params MoneyLine[] lines) => new(Monday.AddDays(10), fees, lines);
}
