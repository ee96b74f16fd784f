using Hub.Payments.Matching;
using Hub.Tests;
using Xunit;
using static Hub.UnitTests.Payments.Matching.MatchCases;

namespace Hub.UnitTests.Payments.Matching;

/// <summary>Twenty thousand payments: what was planted is found, and nothing else; nothing is guessed.</summary>
[Trait("Run", "slow")]
public sealed class PlantedDayTests
{
    private static readonly PlantedDay Day = new(20_000);

    [Fact]
    public void Exactly_what_was_planted_is_found_by_kind_and_sum()
    {
        var result = Run(Day.Input);

        Assert.InRange(Day.Key.Count, 190, 200);
        Assert.Equal(Enum.GetValues<DiscrepancyKind>().Except([DiscrepancyKind.Ambiguous]), Day.Key.Select(planted => planted.Kind).Distinct().Order());
        Assert.Equal(Day.Key.Order(), result.Discrepancies.Select(found => (found.Kind, found.Amount)).Order());
        Assert.Empty(result.Waiting);
    }

    [Fact]
    public void No_payment_is_given_to_another_fee_or_another_line() => Assert.All(Run(Day.Input).Matches.Where(match => match.Claims.Count == 2), match =>
    {
        var numbers = match.Claims.Select(claim => claim.Id.TrimStart('D', '/', 't', 'u', 'b', 'c', 'a')).Distinct();

        Assert.Single(numbers);
    });

    [Fact]
    public void The_same_is_found_after_every_shuffle()
    {
        var input = Night.Or(0, 1) == 1 ? Day.Input : new PlantedDay(4_000).Input;
        var expected = Tell(Subject.Run(input));
        for (var seed = 0; seed < Night.Or(3, 100); seed++)
        {
            var random = new Random(seed);
            var (lines, fees) = (input.Lines.ToArray(), input.Fees.ToArray());
            random.Shuffle(lines);
            random.Shuffle(fees);

            Assert.True(expected == Tell(Subject.Run(input with { Lines = lines, Fees = fees })), $"seed {seed}");
        }
    }
}
