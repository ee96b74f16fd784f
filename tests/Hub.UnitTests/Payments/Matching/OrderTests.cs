using Hub.Payments.Letters;
using Hub.Payments.Matching;
using Hub.Tests;
using Xunit;
using static Hub.UnitTests.Payments.Matching.MatchCases;

namespace Hub.UnitTests.Payments.Matching;

/// <summary>Random days, small in what they say so that much is alike: the order of the lines changes nothing, and no đồng is lost or doubled.</summary>
[Trait("Run", "slow")]
public sealed class OrderTests
{
    private static readonly string?[] Texts = [null, "NGUYEN VAN THU", "CT DEN NGUYEN VAN THU", Reference(1), Reference(2), $"{Reference(1)} {Reference(2)}", Reference(1)[..^1], "HOAN GD FT26327000001", "TT POS TID 12345678 LO 000327"];

    [Fact]
    public void The_order_of_the_lines_changes_nothing()
    {
        for (var seed = 0; seed < Night.Or(150, 5_000); seed++)
        {
            var random = new Random(seed);
            var input = RandomDay(random, 24);
            var expected = Tell(Run(input));
            for (var shuffle = 0; shuffle < 3; shuffle++)
            {
                MoneyLine[] lines = [.. input.Lines];
                DueFee[] fees = [.. input.Fees];
                random.Shuffle(lines);
                random.Shuffle(fees);

                Assert.True(expected == Tell(Subject.Run(input with { Lines = lines, Fees = fees })), $"seed {seed}");
            }
        }
    }

    [Fact]
    public void Every_line_is_in_exactly_one_place()
    {
        for (var seed = 0; seed < Night.Or(300, 50_000); seed++)
        {
            var input = RandomDay(new Random(seed), 40);
            var result = Subject.Run(input);

            Assert.True(!result.Faults(input).Any(), $"seed {seed}: {string.Join("; ", result.Faults(input))}");
            Assert.Equal(result.Discrepancies.Count, result.Discrepancies.Select(found => found.Key).Distinct().Count());
        }
    }

    /// <summary>The same ladder without an index: every line against every line.</summary>
    [Fact]
    public void A_solution_without_any_index_finds_the_same_pairs()
    {
        var pairs = 0;
        for (var seed = 0; seed < Night.Or(1_500, 50_000); seed++)
        {
            var input = RandomDay(new Random(seed), 12, transfersOnly: true);
            var found = Subject.Run(input).Matches.Where(match => match.Claims is [{ Side: LineSide.Hub, End: LineEnd.Onward }, { Side: LineSide.Bank, End: LineEnd.Purpose }])
                .Select(match => (match.Rule, match.Claims[0].Id, match.Claims[1].Id)).Order().ToList();

            Assert.True(Plain(input).Order().SequenceEqual(found), $"seed {seed}");
            pairs += found.Count;
        }

        Assert.True(pairs > 1_000, $"{pairs} pairs say little");
    }

    private static List<(MatchRule Rule, string Hub, string Bank)> Plain(MatchingInput input)
    {
        var hub = input.Lines.Where(line => line.Side is LineSide.Hub).ToList();
        var bank = input.Lines.Where(line => line is { Side: LineSide.Bank, IsReversal: false }).ToList();
        var pairs = new List<(MatchRule, string, string)>();
        var hasMoved = true;
        for (var round = 0; round < 4 && hasMoved; round++)
        {
            hasMoved = false;
            foreach (var rule in (MatchRule[])[MatchRule.ExactReference, MatchRule.BankReference, MatchRule.NamedInText, MatchRule.PayerAmountDay])
            {
                var fits = hub.SelectMany(one => bank.Where(other => Fits(rule, one, other)).Select(other => (One: one, Other: other))).ToList();
                foreach (var (one, other) in fits.Where(pair => fits.Count(each => each.One == pair.One) == 1 && fits.Count(each => each.Other == pair.Other) == 1 && IsEnough(rule, pair.One, pair.Other)))
                {
                    pairs.Add((rule, one.Id, other.Id));
                    hub.Remove(one);
                    bank.Remove(other);
                    hasMoved = true;
                }
            }
        }

        return pairs;
    }

    private static bool Fits(MatchRule rule, MoneyLine one, MoneyLine other)
    {
        var days = other.Day.DayNumber - one.Day.DayNumber;
        if (one.Amount != other.Amount || (one.Account.Length > 0 && one.Account != other.Account) || days < -1 || days > (rule is MatchRule.PayerAmountDay ? 1 : 10))
        {
            return false;
        }

        var isOneRow = one.BankReference is { } told && other.BankReference is { } booked && told != booked && told.Length == booked.Length && told[..2] == booked[..2];
        var (text, its) = (MoneyNames.Squeeze(one.Text ?? ""), MoneyNames.Squeeze(other.Text ?? ""));
        return rule switch
        {
            MatchRule.ExactReference => Marks(one) is { Length: > 0 } marks && marks == Marks(other) && !isOneRow,
            MatchRule.BankReference => one.BankReference is not null && one.BankReference == other.BankReference,
            MatchRule.NamedInText => (one.BankReference is { Length: >= 8 } name && its.Contains(name, StringComparison.Ordinal)) || (other.BankReference is { Length: >= 8 } back && text.Contains(back, StringComparison.Ordinal)),
            _ => Marks(one) == Marks(other) && !isOneRow && text.Length >= 8 && its.Length >= 8 && (text.Contains(its, StringComparison.Ordinal) || its.Contains(text, StringComparison.Ordinal)),
        };
    }

    private static bool IsEnough(MatchRule rule, MoneyLine one, MoneyLine other) => rule is not MatchRule.PayerAmountDay || one.Account.Length > 0 || one.Day == other.Day
        || (Marks(one) is { Length: > 0 } marks && marks == Marks(other)) || (one.BankReference is not null && one.BankReference == other.BankReference);

    private static string Marks(MoneyLine line) => string.Join(' ', ((int[])[1, 2]).Select(Reference).Where(reference => line.Text?.Contains(reference, StringComparison.Ordinal) is true));

    private static MatchingInput RandomDay(Random random, int count, bool transfersOnly = false)
    {
        DueFee[] fees = [Fee(1) with { CancelledOn = random.Next(8) == 0 ? Monday.AddDays(1) : null }, Fee(2, 3_000), Fee(3)];
        var lines = Enumerable.Range(0, count).Select(n => transfersOnly || random.Next(3) > 0 ? Transfer(random, n) : Card(random, n)).ToList();
        return new(Monday.AddDays(random.Next(14)), fees, lines)
        {
            Terms = new() { AcquirerRate = 110, Treasury = random.Next(3) == 0 ? [new(Account, 3_000, ["NSNN"])] : [] },
            Files = random.Next(3) == 0 ? [new(LineSide.Bank, Account, Monday, Monday.AddDays(1), false)] : [],
        };
    }

    private static MoneyLine Transfer(Random random, int n)
    {
        var line = random.Next(2) == 0 ? Told($"t{n}") : Booked($"b{n}");
        return line with
        {
            Amount = random.Next(8) == 0 ? -8_000 : 1_000 * random.Next(7, 9),
            Day = Monday.AddDays(random.Next(3)),
            Text = random.Next(12) == 0 ? "NOP NSNN 7111" : Texts[random.Next(Texts.Length)],
            BankReference = random.Next(3) == 0 ? $"FT2632700000{random.Next(3)}" : null,
            Account = line.Side is LineSide.Hub && random.Next(4) == 0 ? "" : Account,
            IsReversal = line.Side is LineSide.Bank && random.Next(12) == 0,
            IsCharge = false,
        };
    }

    private static MoneyLine Card(Random random, int n)
    {
        var number = random.Next(5);
        var line = random.Next(2) == 0 ? Sold($"s{n}", number) : Settled($"a{n}", number);
        return line with
        {
            Amount = random.Next(6) == 0 ? -8_000 : 8_000,
            Text = Texts[random.Next(Texts.Length)],
            Slip = line.Slip! with { Rrn = random.Next(3) == 0 ? null : line.Slip.Rrn, Voids = random.Next(6) == 0 ? Slip(random.Next(5)).Trace : null },
        };
    }
}
