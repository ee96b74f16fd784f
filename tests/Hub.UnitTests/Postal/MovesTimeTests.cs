using Hub.Postal.Consignments;
using Xunit;
using static Hub.Postal.Consignments.ConsignmentState;

namespace Hub.UnitTests.Postal;

/// <summary>Two clocks, and times without a fraction: what is still the present, and what lies before it.</summary>
public sealed class MovesTimeTests
{
    private static readonly DateTimeOffset Since = new(2026, 3, 2, 1, 30, 10, 700, TimeSpan.Zero);

    [Theory]
    [InlineData(-0.7, MoveVerdict.Moved)]
    [InlineData(-60, MoveVerdict.Moved)]
    [InlineData(-120, MoveVerdict.Moved)]
    [InlineData(-120.001, MoveVerdict.Late)]
    [InlineData(-86400, MoveVerdict.Late)]
    public void An_operators_clock_may_be_slightly_behind_the_time_of_booking(double seconds, MoveVerdict expected) =>
        Assert.Equal(expected, ConsignmentMoves.Judge(Booked, Since, PickedUp, Since.AddSeconds(seconds)));

    [Theory]
    [InlineData(-0.7, MoveVerdict.Moved)]
    [InlineData(-0.5, MoveVerdict.Late)]
    [InlineData(-1.7, MoveVerdict.Late)]
    [InlineData(0, MoveVerdict.Moved)]
    public void A_time_in_whole_seconds_stands_for_its_whole_second_and_no_other(double seconds, MoveVerdict expected) =>
        Assert.Equal(expected, ConsignmentMoves.Judge(DeliveryFailed, Since, OutForDelivery, Since.AddSeconds(seconds)));

    [Theory]
    [InlineData(Delivered)]
    [InlineData(Lost)]
    public void What_ends_a_way_is_believed_whenever_it_was(ConsignmentState end) =>
        Assert.Equal(MoveVerdict.Moved, ConsignmentMoves.Judge(DeliveryFailed, Since, end, Since.AddDays(-1)));
}
