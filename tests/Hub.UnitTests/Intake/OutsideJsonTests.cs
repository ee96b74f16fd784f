using System.Text;
using System.Text.Json;
using Hub.Core.Intake;
using Hub.Core.Transports;
using Xunit;

namespace Hub.UnitTests.Intake;

/// <summary>Texts that are JSON by the grammar and no Unicode, wherever they stand.</summary>
public sealed class OutsideJsonTests
{
    private const string Core = "\"specversion\":\"1.0\",\"id\":\"e-1\",\"source\":\"/centre/h40\",\"type\":\"a.b.v1\"";

    /// <summary>Members that a reader may meet where it asks for others.</summary>
    public static TheoryData<string> OddMembers =>
    [
        "\"\\ud800\":1", "\"d\\udc00ta\":1", "\"\\uD800\\uD800\":{}", "\"\\ud83d\":[1,2]", "\"id\\udfff\":\"x\"", "\"data_base64\":\"\\ud800\"", "\"\\udc00ype\":null",
        "\"data\":{\"\\ud800\":1}", "\"data\":{\"a\":\"\\udc00\"}", "\"data\":{\"a\":1,\"a\":2,\"\\ud800\":3}", "\"subject\":\"\\ud800\"", "\"data\":\"x\\u0000y\"",
    ];

    [Theory]
    [InlineData("{}", true)]
    [InlineData("{\"a\":\"\\ud83d\\ude00\"}", true)]
    [InlineData("{\"a\":\"\\\\ud800\"}", true)]
    [InlineData("{\"a\":\"\\\\\\ud800\"}", false)]
    [InlineData("{\"a\":\"\\uD83D\"}", false)]
    [InlineData("{\"a\":\"\\ude00\\ud83d\"}", false)]
    [InlineData("{\"\\uDBFF\":1}", false)]
    [InlineData("\"\\ud83d\\u0041\"", false)]
    [InlineData("\"\\ud83d\\n\"", false)]
    [InlineData("\"\\ud8", true)]
    [InlineData("\\", true)]
    public void Half_a_pair_is_found_and_nothing_else(string json, bool isText) => Assert.Equal(isText, OutsideJson.IsText(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Bytes_that_are_no_utf8_are_found() => Assert.False(OutsideJson.IsText((ReadOnlySpan<byte>)[(byte)'"', 0xED, 0xA0, 0x80, (byte)'"']));

    [Theory]
    [MemberData(nameof(OddMembers))]
    public void An_odd_event_costs_none_of_its_batch(string member)
    {
        var body = Encoding.UTF8.GetBytes($"[{{{Core}}},{{{Core},{member}}},{{{member},{Core}}},{{{Core}}}]");

        var read = CloudEventJson.ReadBatch(body, new IntakeLimits(10, 4096, 5));

        Assert.Null(read.Refusal);
        Assert.Equal([null, RefusalNames.InvalidEvent, RefusalNames.InvalidEvent, null], read.Events.Select(e => e.Refusal?.Name));
        Assert.Equal(RefusalNames.InvalidEvent, CloudEventJson.ReadOne(Encoding.UTF8.GetBytes($"{{{Core},{member}}}"), Limits.Usual).Events[0].Refusal?.Name);
    }

    [Fact]
    public void One_deep_event_costs_none_of_its_batch()
    {
        var deep = new string('[', 700) + new string(']', 700);
        var body = Encoding.UTF8.GetBytes($"[{{{Core},\"data\":{deep}}},{{{Core},\"ext\":{deep}}},{{{Core}}}]");

        Assert.Equal([RefusalNames.InvalidEvent, RefusalNames.InvalidEvent, null], CloudEventJson.ReadBatch(body, new IntakeLimits(10, 4096, 5)).Events.Select(e => e.Refusal?.Name));
    }

    [Theory]
    [InlineData("{\"\\ud800\":1,\"lane\":\"a\",\"key\":\"b\",\"lease\":1}")]
    [InlineData("{\"lane\":\"\\ud800\",\"key\":\"b\",\"lease\":1}")]
    [InlineData("{\"k\\ud800\":1,\"lane\":\"a\",\"lease\":1}")]
    public void A_notice_with_such_a_text_is_none(string json) => Assert.False(NoticeJson.TryRead(Encoding.UTF8.GetBytes(json), out _));

    [Fact]
    public void A_body_of_a_dead_letter_with_such_a_text_is_refused() =>
        Assert.NotNull(StrictJson.Read(Encoding.UTF8.GetBytes("{\"\\ud800\":1}"), Limits.Usual).Refusal);

    [Fact]
    public void What_is_parsed_is_text() =>
        Assert.ThrowsAny<JsonException>(() => OutsideJson.Parse(Encoding.UTF8.GetBytes("{\"a\":\"\\ud800\"}")));
}
