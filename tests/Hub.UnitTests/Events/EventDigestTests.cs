using System.Text;
using Hub.Core.Events;
using Xunit;

namespace Hub.UnitTests.Events;

public sealed class EventDigestTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private static readonly CloudEvent Event = new()
    {
        Id = "e-1",
        Source = "/case-system",
        Type = EventTypes.DossierReceived,
        Subject = "H01",
        Time = At,
        DataSchema = "https://example.vn/schema",
        Data = Encoding.UTF8.GetBytes("""{"n":1}"""),
    };

    private static string Of(CloudEvent e) => Convert.ToHexString(EventDigest.Of(e));

    [Fact]
    public void It_is_known_from_elsewhere() =>
        Assert.Equal("189C00EAEFB2B59E839652B6753854B2D7C87C5255469F05177817448B5A36BF", Of(Event));

    [Fact]
    public void The_road_does_not_matter()
    {
        Assert.Equal(Of(Event), Of(Event with { TraceParent = "00-trace" }));
        Assert.Equal(Of(Event), Of(Event with { Time = At.ToOffset(TimeSpan.FromHours(7)) }));
        Assert.Equal(Of(Event), Of(Event with { Data = Encoding.UTF8.GetBytes("""x{"n":1}y""").AsMemory()[1..^1] }));
    }

    [Fact]
    public void Each_field_matters_and_none_runs_into_its_neighbour()
    {
        CloudEvent[] others =
        [
            Event,
            Event with { Type = EventTypes.RatingGiven },
            Event with { Subject = "H02" },
            Event with { Subject = null },
            Event with { Subject = "" },
            Event with { Time = At.AddTicks(1) },
            Event with { Time = null },
            Event with { DataSchema = "https://example.vn/schema2" },
            Event with { DataSchema = null },
            Event with { DataSchema = "" },
            Event with { Data = Encoding.UTF8.GetBytes("""{"n":2}""") },
            Event with { Data = default },
            Event with { Subject = "H01h", DataSchema = "ttps://example.vn/schema" },
            Event with { Type = Event.Type + "H", Subject = "01" },
            Event with { Subject = new string('h', 1024) },
            Event with { Subject = new string('h', 1025) },
            Event with { Subject = new string('ồ', 1025) },
        ];

        Assert.Equal(others.Length, others.Select(Of).Distinct().Count());
    }
}
