using Hub.Transports.RabbitMq;
using Xunit;

namespace Hub.UnitTests.RabbitMq;

public sealed class EndedTagsTests
{
    private readonly EndedTags _tags = new();

    [Fact]
    public void What_ends_without_a_gap_is_acknowledged_with_one_word() => Assert.Equal([(3UL, true)], _tags.Acknowledge([2, 3, 1]));

    [Fact]
    public void What_lies_beyond_an_open_one_is_acknowledged_alone_and_not_once_more()
    {
        Assert.Equal([(1UL, false), (3UL, false), (5UL, false)], _tags.Acknowledge([5, 1, 3]));

        Assert.Equal([(2UL, false)], _tags.Acknowledge([2]));
        Assert.Equal([(6UL, true)], _tags.Acknowledge([6, 4]));
    }

    [Fact]
    public void One_given_back_is_no_gap()
    {
        _tags.Add(1);
        _tags.Add(3);

        Assert.Equal([(2UL, false)], _tags.Acknowledge([2]));
    }

    [Fact]
    public void Nothing_new_is_nothing_said()
    {
        _tags.Add(1);

        Assert.Empty(_tags.Acknowledge([]));
    }
}
