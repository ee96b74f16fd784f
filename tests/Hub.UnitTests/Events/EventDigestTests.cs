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

    /// <summary>What is written in two ways, and the one form of both; the second half is RFC 8785's own (sections 3.2.2 and 3.2.3, appendix B).</summary>
    [Theory]
    [InlineData("""{"b":1,"a":2}""", """{"a":2,"b":1}""")]
    [InlineData("""{"b":{"d":[{"z":1,"y":2}],"c":3},"a":[]}""", """{"a":[],"b":{"c":3,"d":[{"y":2,"z":1}]}}""")]
    [InlineData("""{"t\u00ean":"\u0110\u1ea1t \/ \ud83d\ude00"}""", """{"tên":"Đạt / 😀"}""")]
    [InlineData("""{"ab":1,"a":2,"a b":3,"a!":4,"":5}""", """{"":5,"a":2,"a b":3,"a!":4,"ab":1}""")]
    [InlineData("""[1.0,1e0,10E-1,-0,-0.0,0e5]""", """[1,1,1,0,0,0]""")]
    [InlineData("""["\u0008\u0009\u000A\u000c\u000D\u0022\u005c\u001F\u0041"]""", """["\b\t\n\f\r\"\\\u001fA"]""")]
    [InlineData("""{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}""",
        """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""")]
    [InlineData("""{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}""",
        """{"\r":"Carriage Return","1":"One","CONTROL":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","HEBREW":"Hebrew Letter Dalet With Dagesh"}""")]
    [InlineData("[5e-324,1.7976931348623157e308,295147905179352830000.5,999999999999999900000.5,1e21,1e23,9.5e-7,0.0000012,-2e-7]",
        "[5e-324,1.7976931348623157e+308,295147905179352830000,999999999999999900000,1e+21,1e+23,9.5e-7,0.0000012,-2e-7]")]
    public void Another_spelling_says_the_same(string data, string canonical)
    {
        canonical = canonical.Replace("HEBREW", "\uFB33", StringComparison.Ordinal).Replace("CONTROL", "\u0080", StringComparison.Ordinal);

        Assert.Equal(Convert.ToHexString(EventDigest.Former(With(canonical))), Of(With(data)));
        Assert.Equal(Of(With(canonical)), Of(With(data)));
    }

    [Theory]
    [InlineData("[9007199254740993]", "[9007199254740992]")]
    [InlineData("[9007199254740993.0]", "[9007199254740992]")]
    [InlineData("[123456789012345678901]", "[123456789012345678902]")]
    [InlineData("[1e400]", "[1e401]")]
    [InlineData("""{"a":"1"}""", """{"a":1}""")]
    [InlineData("[1,2]", "[2,1]")]
    [InlineData("""{"a":null}""", "{}")]
    public void Another_content_says_another_thing(string one, string other) => Assert.NotEqual(Of(With(one)), Of(With(other)));

    [Fact]
    public void What_is_no_json_is_taken_as_it_is() =>
        Assert.Equal(Convert.ToHexString(EventDigest.Former(With("{\"a\":"))), Of(With("{\"a\":")));

    private static CloudEvent With(string data) => Event with { Data = Encoding.UTF8.GetBytes(data) };
}
