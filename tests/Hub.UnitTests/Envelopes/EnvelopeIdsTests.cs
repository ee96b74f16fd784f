using Hub.Core.Envelopes;
using Hub.Tests;
using Xunit;

namespace Hub.UnitTests.Envelopes;

public sealed class EnvelopeIdsTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void An_id_is_a_uuid_of_version_7_with_its_time_in_front()
    {
        var ids = new EnvelopeIds(_clock, new Random(1));
        for (var i = 0; i < 1000; i++)
        {
            var id = ids.Next();
            Assert.Equal((7, 8), (id.Value.Version, id.Value.Variant & 0xC));
            Assert.Equal(_clock.Now.ToUnixTimeMilliseconds(), Convert.ToInt64(id.ToString().Replace("-", "", StringComparison.Ordinal)[..12], 16));
            _clock.Advance(TimeSpan.FromMilliseconds(i * 37));
        }
    }

    [Fact]
    public void Later_ids_sort_later_as_text_and_as_bytes()
    {
        var ids = new EnvelopeIds(_clock, new Random(1));
        var made = new List<EnvelopeId>();
        for (var i = 0; i < 500; i++)
        {
            made.Add(ids.Next());
            _clock.Advance(TimeSpan.FromMilliseconds(1 + (i * i)));
        }

        Assert.Equal(made, made.OrderBy(id => id.ToString(), StringComparer.Ordinal));
        Assert.Equal(made, made.OrderBy(id => Convert.ToHexString(id.Value.ToByteArray(bigEndian: true)), StringComparer.Ordinal));
    }

    [Fact]
    public void The_same_seed_and_clock_make_the_same_ids_and_another_seed_others()
    {
        EnvelopeId[] Make(int seed)
        {
            var ids = new EnvelopeIds(new ManualClock(), new Random(seed));
            return [.. Enumerable.Range(0, 10).Select(_ => ids.Next())];
        }

        Assert.Equal(Make(5), Make(5));
        Assert.Empty(Make(5).Intersect(Make(6)));
    }

    [Fact]
    public void Many_threads_get_no_id_twice()
    {
        var ids = new EnvelopeIds(_clock, new Random(1));
        var made = new System.Collections.Concurrent.ConcurrentBag<EnvelopeId>();
        Parallel.For(0, 20_000, _ => made.Add(ids.Next()));
        Assert.Equal(20_000, made.Distinct().Count());
    }

    [Theory]
    [InlineData("0190163d-8694-739b-aea5-966c26f8ad91", true)]
    [InlineData("0190163D-8694-739B-AEA5-966C26F8AD91", true)]
    [InlineData("{0190163d-8694-739b-aea5-966c26f8ad91}", false)]
    [InlineData("0190163d8694739baea5966c26f8ad91", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_the_usual_form_is_read(string? text, bool isRead)
    {
        Assert.Equal(isRead, EnvelopeId.TryParse(text, out var id));
        if (isRead)
        {
            Assert.Equal(text, id.ToString(), ignoreCase: true);
        }
    }
}
