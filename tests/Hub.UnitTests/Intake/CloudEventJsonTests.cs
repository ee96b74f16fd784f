using System.Text;
using Hub.Core.Intake;
using Xunit;

namespace Hub.UnitTests.Intake;

/// <summary>CloudEvents 1.0.2, JSON event format: what it says about each member.</summary>
public sealed class CloudEventJsonTests
{
    private const string Core = "\"specversion\":\"1.0\",\"id\":\"e-1\",\"source\":\"/centre/h40\",\"type\":\"a.b.v1\"";

    [Fact]
    public void Every_attribute_is_read()
    {
        var e = Accepted($$"""
            { {{Core}}, "subject":"000.00.01.H40-261121-0001", "time":"2026-11-21T09:15:30.1234567+07:00", "dataschema":"https://hub/schemas/x",
              "datacontenttype":"application/json; charset=utf-8", "traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
              "tracestate":"a=b", "myint":7, "mybool":true, "data":{"a":1} }
            """);

        Assert.Equal("e-1", e.Id);
        Assert.Equal("/centre/h40", e.Source);
        Assert.Equal("a.b.v1", e.Type);
        Assert.Equal("000.00.01.H40-261121-0001", e.Subject);
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 2, 15, 30, TimeSpan.Zero).AddTicks(1234567), e.Time);
        Assert.Equal("https://hub/schemas/x", e.DataSchema);
        Assert.Equal("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", e.TraceParent);
        Assert.Equal([("mybool", "true"), ("myint", "7"), ("tracestate", "a=b")], e.Extensions!.Select(x => (x.Key, x.Value)).Order());
    }

    [Fact]
    public void Data_is_kept_without_insignificant_white_space()
    {
        var e = Accepted($$$"""{ {{{Core}}}, "data" : { "a" : [ 1 , 2.50 , true , null , "x  y" ] , "b" : { } , "c" : [ ] } }""");

        Assert.Equal("""{"a":[1,2.50,true,null,"x  y"],"b":{},"c":[]}""", Text(e.Data));
    }

    [Theory]
    [InlineData("\"chuỗi\"")]
    [InlineData("12")]
    [InlineData("[1,2]")]
    [InlineData("false")]
    public void Data_may_be_any_json_value(string data) => Assert.Equal(data, Text(Accepted($"{{{Core},\"data\":{data}}}").Data));

    [Fact]
    public void Base64_data_is_decoded()
    {
        var base64 = Convert.ToBase64String("{ \"tên\" : \"Đạt\" }"u8);

        Assert.Equal("{\"tên\":\"Đạt\"}", Text(Accepted($"{{{Core},\"data_base64\":\"{base64}\"}}").Data));
    }

    [Fact]
    public void An_event_without_data_is_read() => Assert.True(Accepted($"{{{Core}}}").Data.IsEmpty);

    [Fact]
    public void A_null_attribute_is_an_absent_one()
    {
        var e = Accepted($"{{{Core},\"subject\":null,\"time\":null,\"ext\":null,\"data_base64\":null}}");

        Assert.Null(e.Subject);
        Assert.Null(e.Time);
        Assert.Null(e.Extensions);
    }

    [Fact]
    public void An_invalid_trace_parent_is_ignored_as_the_specification_asks() =>
        Assert.Null(Accepted($"{{{Core},\"traceparent\":\"00-0000-01\"}}").TraceParent);

    [Theory]
    [InlineData("id")]
    [InlineData("source")]
    [InlineData("type")]
    [InlineData("specversion")]
    public void A_missing_required_attribute_is_named(string name)
    {
        var body = $"{{{string.Join(',', Core.Split(',').Where(part => !part.StartsWith($"\"{name}\"", StringComparison.Ordinal)))}}}";

        Faulty(body, RefusalNames.InvalidEvent, $"/{name}", "required");
    }

    [Theory]
    [InlineData("\"subject\":\"\"", "/subject", "minLength")]
    [InlineData("\"subject\":7", "/subject", "type")]
    [InlineData("\"subject\":\"a\\u0000b\"", "/subject", "characters")]
    [InlineData("\"subject\":\"a\\uD800b\"", "/subject", "characters")]
    [InlineData("\"subject\":\"a\\uFFFEb\"", "/subject", "characters")]
    [InlineData("\"time\":\"21/11/2026 09:15\"", "/time", "date-time")]
    [InlineData("\"time\":\"2026-11-21T09:15:30\"", "/time", "date-time")]
    [InlineData("\"dataschema\":\"relative/path\"", "/dataschema", "uri")]
    [InlineData("\"dataschema\":\"\"", "/dataschema", "minLength")]
    [InlineData("\"datacontenttype\":\"json\"", "/datacontenttype", "media-type")]
    [InlineData("\"ext\":{}", "/ext", "type")]
    [InlineData("\"ext\":[1]", "/ext", "type")]
    [InlineData("\"ext\":1.5", "/ext", "type")]
    [InlineData("\"ext\":2147483648", "/ext", "type")]
    [InlineData("\"Ext\":\"x\"", "", "attribute-name")]
    [InlineData("\"my-ext\":\"x\"", "", "attribute-name")]
    [InlineData("\"tên\":\"x\"", "", "attribute-name")]
    [InlineData("\"id\":\"e-2\"", "/id", "duplicate")]
    [InlineData("\"data\":{\"a\":{\"b\":1,\"b\":2}}", "/data/a/b", "duplicate")]
    [InlineData("\"data\":[{\"a\":1},{\"a\":1,\"\\u0061\":2}]", "/data/1/a", "duplicate")]
    [InlineData("\"data\":1,\"data\":2", "/data", "duplicate")]
    [InlineData("\"data\":1,\"data_base64\":\"MQ==\"", "/data_base64", "oneOf")]
    [InlineData("\"data_base64\":\"%%\"", "/data_base64", "base64")]
    [InlineData("\"data_base64\":\"/w==\"", "/data_base64", "json")]
    [InlineData("\"data\":\"\\uD800\"", "/data", "json")]
    [InlineData("\"data\":[[[[[[1]]]]]]", "/data", "depth")]
    public void A_wrong_member_is_named(string member, string at, string rule) => Faulty($"{{{Core},{member}}}", RefusalNames.InvalidEvent, at, rule);

    [Theory]
    [InlineData("\"source\":\"\"", "/source", "minLength")]
    [InlineData("\"source\":\"a b\"", "/source", "uri-reference")]
    [InlineData("\"source\":\"1x:y\"", "/source", "uri-reference")]
    [InlineData("\"source\":\"a%2\"", "/source", "uri-reference")]
    public void A_source_is_a_uri_reference(string source, string at, string rule) =>
        Faulty($"{{\"specversion\":\"1.0\",\"id\":\"e\",\"type\":\"t\",{source}}}", RefusalNames.InvalidEvent, at, rule);

    [Theory]
    [InlineData("\"0.3\"")]
    [InlineData("\"1.0.2\"")]
    [InlineData("\"2.0\"")]
    public void Another_version_is_refused_as_such(string version) =>
        Faulty($"{{\"specversion\":{version},\"id\":\"e\",\"type\":\"t\",\"source\":\"/s\"}}", RefusalNames.UnsupportedSpecVersion, "/specversion", "const");

    [Fact]
    public void A_data_type_that_is_not_json_is_refused_as_such() =>
        Faulty($"{{{Core},\"datacontenttype\":\"text/xml\",\"data\":\"<a/>\"}}", RefusalNames.UnsupportedDataType, "/datacontenttype", "media-type");

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{} {}")]
    [InlineData("not json")]
    public void A_body_that_is_not_json_is_refused_whole(string body)
    {
        var read = CloudEventJson.ReadOne(Encoding.UTF8.GetBytes(body), Limits.Usual);

        Assert.Equal(RefusalNames.UnreadableBody, read.Refusal?.Name);
    }

    [Fact]
    public void Invalid_utf8_is_refused_whole()
    {
        var body = Encoding.UTF8.GetBytes($"{{{Core},\"subject\":\"x\"}}");
        body[^3] = 0xFF;

        Assert.Equal("utf-8", CloudEventJson.ReadOne(body, Limits.Usual).Refusal?.Errors[0].Rule);
    }

    [Fact]
    public void An_event_larger_than_the_limit_is_refused() =>
        Faulty($"{{{Core},\"data\":\"{new string('x', 4096)}\"}}", RefusalNames.EventTooLarge, "", "maxBytes");

    [Fact]
    public void A_bad_event_does_not_spoil_its_batch()
    {
        var read = Batch($"[{{{Core}}},7,{{\"id\":\"x\"}},{{{Core},\"data\":[[[[[[1]]]]]]}}]", new IntakeLimits(10, 4096, 5));

        Assert.Null(read.Refusal);
        Assert.True(read.IsBatch);
        Assert.Equal([null, "invalid-event", "invalid-event", "invalid-event"], read.Events.Select(e => e.Refusal?.Name));
        Assert.Equal(["e-1", null, "x", "e-1"], read.Events.Select(e => e.Id));
    }

    [Fact]
    public void An_empty_batch_is_a_batch() => Assert.Empty(Batch("[]", Limits.Usual).Events);

    [Fact]
    public void A_batch_longer_than_the_limit_is_refused_whole() =>
        Assert.Equal(RefusalNames.BatchTooLarge, Batch($"[{string.Join(',', Enumerable.Repeat($"{{{Core}}}", 4))}]", Limits.Usual).Refusal?.Name);

    [Fact]
    public void A_batch_that_is_no_array_is_refused_whole() => Assert.Equal(RefusalNames.UnreadableBody, Batch($"{{{Core}}}", Limits.Usual).Refusal?.Name);

    [Fact]
    public void A_refusal_never_repeats_a_value()
    {
        var read = CloudEventJson.ReadOne(
            Encoding.UTF8.GetBytes("{\"specversion\":\"Nguyễn\",\"id\":\"\",\"source\":\"Nguyễn Thị Canary\",\"time\":\"0900000001\",\"subject\":7}"), Limits.Usual);

        Assert.All(read.Events[0].Refusal!.Errors, error => Assert.DoesNotContain("Nguyễn", error.Text.Vi + error.Text.En, StringComparison.Ordinal));
    }

    [Fact]
    public void Thousands_of_properties_are_read_in_a_moment_and_the_last_repeat_is_found()
    {
        var members = string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"\"p{i}\":{i}"));

        Faulty($"{{{Core},\"data\":{{{members},\"p19999\":0}}}}", RefusalNames.InvalidEvent, "/data/p19999", "duplicate", new IntakeLimits(1, 1 << 20, 5));
    }

    private static ReadBody Batch(string json, IntakeLimits limits) => CloudEventJson.ReadBatch(Encoding.UTF8.GetBytes(json), limits);

    private static Hub.Core.Events.CloudEvent Accepted(string json)
    {
        var read = CloudEventJson.ReadOne(Encoding.UTF8.GetBytes(json), Limits.Usual);
        Assert.Null(read.Refusal);
        Assert.Null(read.Events[0].Refusal);
        return read.Events[0].Event!;
    }

    private static void Faulty(string json, string name, string at, string rule, IntakeLimits? limits = null)
    {
        var read = CloudEventJson.ReadOne(Encoding.UTF8.GetBytes(json), limits ?? Limits.Usual);
        var refusal = Assert.Single(read.Events).Refusal;
        Assert.Equal(name, refusal?.Name);
        Assert.Contains((at, rule), refusal!.Errors.Select(e => (e.Pointer, e.Rule)));
        Assert.All(refusal.Errors, e => Assert.True(e.Text.Vi.Length > 10 && e.Text.En.Length > 10));
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
