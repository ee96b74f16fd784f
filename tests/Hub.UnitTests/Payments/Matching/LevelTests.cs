using Hub.Payments.Matching;
using Hub.Payments.Model;
using Xunit;
using static Hub.UnitTests.Payments.Matching.MatchCases;

namespace Hub.UnitTests.Payments.Matching;

/// <summary>Every level, rule and band is reached by some lines.</summary>
public sealed class LevelTests
{
    private static readonly Dictionary<MatchRule, (DueFee[] Fees, MoneyLine[] Lines)> Cases = new()
    {
        [MatchRule.NamedFee] = ([Fee(1)], [Told("t") with { Method = PaymentMethod.CounterCash, Account = "", Fee = "D/1" }]),
        [MatchRule.ExactReference] = ([Fee(1)], [Told("t", text: Reference(1)), Booked("b", text: $"CT DEN {Reference(1).ToLowerInvariant()}")]),
        [MatchRule.BankReference] = ([Fee(1)], [Told("t", text: Reference(1)) with { BankReference = "FT26327000001" }, Booked("b", text: "NOP PHI") with { BankReference = "ft26327000001" }]),
        [MatchRule.NamedInText] = ([], [Told("t") with { Account = "", Method = PaymentMethod.Platform, BankReference = "PP2611230000123" }, Booked("b", text: "CT DEN pp2611230000123/VCB") with { BankReference = "FT1" }]),
        [MatchRule.Rrn] = ([], [Sold("t", 1) with { Text = null }, Settled("a", 1) with { Text = null, Slip = Slip(1) with { Trace = null } }]),
        [MatchRule.TerminalTrace] = ([], [Sold("t", 1) with { Slip = Slip(1) with { Rrn = null } }, Settled("a", 1) with { Text = null }]),
        [MatchRule.VoidedSale] = ([], [Sold("t", 1), Sold("v", 2, -8_000) with { Slip = Slip(2) with { Voids = Slip(1).Trace } }]),
        [MatchRule.PayerAmountDay] = ([], [Told("t", text: "Nguyễn Văn Thu nộp phí"), Booked("b", text: "CT DEN 970436 NGUYEN VAN THU NOP PHI")]),
        [MatchRule.ApprovalAmountDay] = ([], [Sold("t", 1) with { Text = null, Slip = new() { Approval = "F62221" } }, Settled("a", 1) with { Text = null, Slip = new() { Approval = "F62221" } }]),
        [MatchRule.AgreedCharge] = ([], [Booked("b", -3_300) with { IsCharge = true }]),
        [MatchRule.BatchNet] = ([], [Settled("a", 1), Settled("b", 2), Booked("c", 2 * 7_904, "TT POS TID 12345678 LO 000327")]),
        [MatchRule.BatchesNet] = ([], [Settled("a", 1), Settled("b", 2) with { Slip = Settled("b", 2).Slip! with { Batch = "000328" } }, Booked("c", 2 * 7_904, "TT POS MID 000000012345678")]),
        [MatchRule.PostRemittance] = ([], [Cash("t", 8_000), Cash("u", 9_000), Booked("b", 17_000, "BUU DIEN NOP TIEN BK-2026.11.23")]),
        [MatchRule.Parts] = ([Fee(1)], [Told("t", 3_000, Reference(1)), Told("u", 5_000, Reference(1))]),
        [MatchRule.Combined] = ([Fee(1), Fee(2, 9_000)], [Told("t", 17_000, $"{Reference(1)} {Reference(2)}")]),
        [MatchRule.Treasury] = ([], [Booked("b", 8_000), Booked("c", 9_000), Booked("d", -11_900, "NOP NSNN 7111")]),
    };

    public static TheoryData<MatchRule> Rules => [.. Enum.GetValues<MatchRule>()];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_rule_is_reached(MatchRule rule) => Assert.Contains(Run(rule).Matches, match => match.Rule == rule);

    [Fact]
    public void Every_rule_is_in_the_table_once_and_every_level_has_one()
    {
        Assert.Equal(Enum.GetValues<MatchRule>(), MatchRules.Rows.Select(row => row.Rule));
        Assert.Equal(Enum.GetValues<MatchLevel>(), MatchRules.Rows.Select(row => row.Level).Distinct().Order());
        Assert.Equal(MatchRules.Rows.Count, MatchRules.Rows.Select(row => row.Text.Vi).Concat(MatchRules.Rows.Select(row => row.Name)).Distinct().Count() / 2);
    }

    [Fact]
    public void Every_band_is_reached()
    {
        var bands = Enum.GetValues<MatchRule>().SelectMany(rule => Run(rule).Matches).Select(match => match.Band).Distinct().Order();

        Assert.Equal([MatchBand.Fair, MatchBand.Strong, MatchBand.Certain], bands);
    }

    [Fact]
    public void Every_signal_is_reached_but_the_one_of_a_candidate()
    {
        var reached = Enum.GetValues<MatchRule>().SelectMany(rule => Run(rule).Matches).Append(Timed()).Append(Near()).Aggregate(MatchSignals.None, (all, match) => all | match.Signals);

        Assert.Equal([MatchSignals.None, MatchSignals.CutReference], Enum.GetValues<MatchSignals>().Where(signal => signal is MatchSignals.None || !reached.HasFlag(signal)));
        Assert.Equal(MatchBand.Candidate, MatchScore.Band(MatchSignals.CutReference | MatchSignals.Amount));
    }

    [Fact]
    public void What_rests_on_too_little_is_a_persons()
    {
        var result = MatchCases.Run(
            0, [], Told("t", text: "NGUYEN VAN THU") with { Account = "" }, Booked("b", text: "CT NGUYEN VAN THU") with { Day = Monday.AddDays(1) });

        Assert.Empty(result.Matches);
        Assert.Equal(MatchBand.Candidate, MatchScore.Band(MatchSignals.Payer | MatchSignals.Amount | MatchSignals.NearDay));
        Assert.Equal(["hub/t/onward", "bank/b/purpose"], Assert.Single(result.Discrepancies, found => found.Kind is DiscrepancyKind.Ambiguous).Holds.Select(claim => $"{claim}").OrderDescending());
    }

    [Fact]
    public void A_match_says_by_what_and_what_it_passed_over_in_both_languages()
    {
        var result = MatchCases.Run(
            0, [Fee(1), Fee(2)], Told("t", text: Reference(1)), Booked("b", text: Reference(1)), Booked("near", text: Reference(2)), Booked("other", 9_000, Reference(1)));

        var match = Assert.Single(result.Matches, match => match.Claims.Any(claim => claim.Id == "t") && match.Rule is MatchRule.ExactReference && match.Claims[1].Side is LineSide.Bank);
        Assert.Contains(new NearMiss(LineSide.Bank, "near", Exclusion.ReferenceDiffers), match.NearMisses);
        Assert.Contains(new NearMiss(LineSide.Bank, "other", Exclusion.AmountDiffers), match.NearMisses);
        Assert.All(match.Sentences(), sentence => Assert.NotEqual(sentence.Vi, sentence.En));
        Assert.Contains(match.Sentences(), sentence => sentence.En == "Statement line other: the amount differs.");
    }

    [Fact]
    public void At_most_five_near_misses_are_told() => Assert.All(
        MatchCases.Run(0, [], [Told("t", text: Reference(1)), Booked("b", text: Reference(1)), .. Enumerable.Range(0, 40).Select(n => Booked($"n{n:00}", text: Reference(n + 2)))]).Matches,
        match => Assert.InRange(match.NearMisses.Count, 1, Match.MostNear));

    [Fact]
    public void A_fee_is_seen_with_its_notice_its_lines_and_its_receipt()
    {
        var receipt = new EReceipt("1C26T-0000123", EReceiptState.Issued);
        var card = MatchCases.Run(0, [Fee(1) with { Receipt = receipt }], Sold("t", 1), Settled("a", 1), Booked("c", 7_904, "TT POS TID 12345678 LO 000327"));
        var transfer = MatchCases.Run(0, [Fee(1)], Told("t", text: Reference(1)), Booked("b", text: Reference(1)));
        var alone = MatchCases.Run(0, [Fee(1)], Booked("b", text: Reference(1)));

        Assert.Equal(new ThreeWay("D/1", "t", "a", "c", receipt), Assert.Single(card.ThreeWays));
        Assert.Equal(new ThreeWay("D/1", "t", null, "b", EReceipt.None), Assert.Single(transfer.ThreeWays));
        Assert.Equal(new ThreeWay("D/1", null, null, "b", EReceipt.None), Assert.Single(alone.ThreeWays));
    }

    [Fact]
    public void Of_sums_only_the_one_that_fits_alone_is_taken()
    {
        Assert.Equal([0, 2], SubsetSum.Only([3, 4, 5], 8));
        Assert.Empty(SubsetSum.Only([3, 5, 8], 8));
        Assert.Empty(SubsetSum.Only([3, 5], 7));
        Assert.Equal(13, SubsetSum.Only([.. Enumerable.Repeat(1L, 13)], 13).Count);
        Assert.Empty(SubsetSum.Only([.. Enumerable.Repeat(1L, 13)], 12));
    }

    private static Match Timed() => MatchCases.Run(
        0, [], Told("t", text: Reference(1)) with { At = At(0) }, Booked("b", text: Reference(1)) with { At = At(59) }).Matches.Single(match => match.Signals.HasFlag(MatchSignals.Time));

    private static Match Near() => MatchCases.Run(
        0, [], Told("t", text: Reference(1)), Booked("b", text: Reference(1)) with { Day = Monday.AddDays(1) }).Matches.Single(match => match.Signals.HasFlag(MatchSignals.NearDay));

    private static DateTimeOffset At(int seconds) => new(2026, 11, 23, 2, 0, seconds, TimeSpan.Zero);

    private static MoneyLine Cash(string id, long amount) => Told(id, amount) with { Method = PaymentMethod.CollectedCash, Account = "", Sheet = "BK-2026.11.23" };

    private static MatchingResult Run(MatchRule rule)
    {
        var (fees, lines) = Cases[rule];
        return MatchCases.Run(new MatchingInput(Monday, fees, lines)
        {
            Terms = new() { Merchants = ["000000012345678"], Treasury = rule is MatchRule.Treasury ? [new(Account, 3_000, ["NSNN"])] : [] },
        });
    }
}
