using System.Text;
using Hub.Core.Intake;
using Xunit;

namespace Hub.UnitTests.Intake;

/// <summary>CloudEvents HTTP binding 1.0.2, section 3.1: binary content mode.</summary>
public sealed class CloudEventHeadersTests
{
    private static readonly (string Name, string Value)[] Core = [("specversion", "1.0"), ("id", "e-1"), ("source", "/centre"), ("type", "a.b.v1")];

    [Fact]
    public void The_content_type_is_the_data_type_and_the_body_is_the_data()
    {
        var read = Read([.. Core, ("subject", "H40-1"), ("time", "2026-11-21T02:15:30Z"), ("ext", "x")], "application/json", "{ \"a\" : 1 }");

        var e = Assert.Single(read.Events).Event!;
        Assert.False(read.IsBatch);
        Assert.Equal(("H40-1", "{\"a\":1}"), (e.Subject, Encoding.UTF8.GetString(e.Data.Span)));
        Assert.Equal("x", e.Extensions!["ext"]);
    }

    [Theory]
    [InlineData("Euro%20%E2%82%AC%20%F0%9F%98%80", "Euro € 😀")]
    [InlineData("100%25", "100%")]
    [InlineData("%2525", "%25")]
    [InlineData("\"quoted \\\"text\\\" \\\\ here\"", "quoted \"text\" \\ here")]
    [InlineData("\"a%20b\"", "a b")]
    [InlineData("Hồ sơ", "Hồ sơ")]
    public void A_header_value_is_unquoted_and_percent_decoded_once(string raw, string expected)
    {
        Assert.True(HeaderValue.TryDecode(raw, out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("100%")]
    [InlineData("%zz")]
    [InlineData("%FF%FE")]
    public void A_wrong_percent_encoding_is_named(string raw) => Faulty([.. Core, ("subject", raw)], "/subject", "percent-encoding");

    [Fact]
    public void A_header_sent_twice_is_refused() => Faulty([.. Core, ("id", "e-2")], "/id", "duplicate");

    [Theory]
    [InlineData("datacontenttype")]
    [InlineData("data")]
    [InlineData("data_base64")]
    public void What_the_binding_keeps_elsewhere_must_not_be_a_header(string name) => Faulty([.. Core, (name, "x")], $"/{name}", "attribute-name");

    [Fact]
    public void A_header_name_with_other_characters_is_no_attribute() => Faulty([.. Core, ("my-ext", "x")], "", "attribute-name");

    [Fact]
    public void A_missing_specversion_is_named() => Faulty([.. Core.Where(c => c.Name != "specversion")], "/specversion", "required");

    [Fact]
    public void Json_suffix_types_are_json() => Assert.Null(Read(Core, "application/vnd.centre+json", "1").Events[0].Refusal);

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData(null)]
    public void A_body_of_another_type_is_refused(string? contentType) =>
        Assert.Equal(RefusalNames.UnsupportedDataType, Read(Core, contentType, "x").Refusal?.Name);

    [Fact]
    public void A_body_that_is_not_json_is_refused_whole() => Assert.Equal(RefusalNames.UnreadableBody, Read(Core, "application/json", "{").Refusal?.Name);

    [Fact]
    public void An_event_without_a_body_has_no_data() => Assert.True(Read(Core, null, "").Events[0].Event!.Data.IsEmpty);

    [Fact]
    public void A_repeat_by_another_mode_has_the_same_digest()
    {
        var binary = Read([.. Core, ("time", "2026-11-21T09:15:30+07:00")], "application/json", "{\"a\":  1}").Events[0].Event!;
        var structured = CloudEventJson.ReadOne(
            "{\"specversion\":\"1.0\",\"id\":\"e-1\",\"source\":\"/centre\",\"type\":\"a.b.v1\",\"time\":\"2026-11-21T02:15:30.000Z\",\"data\":{\"a\":1}}"u8, Limits.Usual).Events[0].Event!;

        Assert.Equal(Hub.Core.Events.EventDigest.Of(binary), Hub.Core.Events.EventDigest.Of(structured));
    }

    private static ReadBody Read(IEnumerable<(string, string)> headers, string? contentType, string body) =>
        CloudEventHeaders.Read(headers, contentType, Encoding.UTF8.GetBytes(body), Limits.Usual);

    private static void Faulty(IEnumerable<(string, string)> headers, string at, string rule)
    {
        var refusal = Read(headers, "application/json", "{}").Events[0].Refusal;
        Assert.Contains((at, rule), refusal!.Errors.Select(e => (e.Pointer, e.Rule)));
    }
}
