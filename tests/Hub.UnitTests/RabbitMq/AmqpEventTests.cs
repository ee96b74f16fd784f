using System.Text;
using Hub.Core.Intake;
using Hub.Transports.RabbitMq;
using RabbitMQ.Client;
using Xunit;

namespace Hub.UnitTests.RabbitMq;

/// <summary>CloudEvents AMQP binding 1.0.2, section 3, as far as AMQP 0-9-1 can say it.</summary>
public sealed class AmqpEventTests
{
    private static readonly IntakeLimits Limits = new(10, 2048, 16);

    [Theory]
    [InlineData("cloudEvents:")]
    [InlineData("cloudEvents_")]
    [InlineData("ce-")]
    [InlineData("CE-")]
    public void In_binary_mode_attributes_are_headers_and_the_content_type_is_the_data_type(string prefix)
    {
        var e = Assert.Single(Read(Binary(prefix), """{ "a" : 1 }""").Events).Event!;

        Assert.Equal(("e-1", "/centre", "a.b.v1", "H40-1"), (e.Id, e.Source, e.Type, e.Subject));
        Assert.Equal("""{"a":1}""", Encoding.UTF8.GetString(e.Data.Span));
    }

    [Theory]
    [InlineData("100%", "100%")]
    [InlineData("100%25", "100%25")]
    [InlineData("\"quoted\"", "\"quoted\"")]
    [InlineData("Hồ sơ 😀", "Hồ sơ 😀")]
    public void A_header_means_what_it_says(string sent, string expected)
    {
        var properties = Binary("cloudEvents:");
        properties.Headers!["cloudEvents:ext"] = Encoding.UTF8.GetBytes(sent);

        Assert.Equal(expected, Read(properties, "1").Events[0].Event!.Extensions!["ext"]);
    }

    [Fact]
    public void Numbers_switches_and_times_become_their_canonical_text()
    {
        var properties = Binary("cloudEvents:");
        properties.Headers!["cloudEvents:time"] = new AmqpTimestamp(1_795_000_000);
        properties.Headers["cloudEvents:count"] = 7;
        properties.Headers["cloudEvents:flag"] = true;

        var e = Read(properties, "1").Events[0].Event!;

        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_795_000_000), e.Time);
        Assert.Equal(("7", "true"), (e.Extensions!["count"], e.Extensions["flag"]));
    }

    [Fact]
    public void What_is_no_text_is_refused_by_name()
    {
        var properties = Binary("cloudEvents:");
        properties.Headers!["cloudEvents:list"] = new List<object> { 1 };
        properties.Headers["cloudEvents:bytes"] = new byte[] { 0xFF, 0xFE };
        properties.Headers["cloudEvents:none"] = null;

        var refusal = Read(properties, "1").Events[0].Refusal!;

        Assert.Equal(RefusalNames.InvalidEvent, refusal.Name);
        Assert.Equal(["/bytes", "/list", "/none"], refusal.Errors.Select(error => error.Pointer).Order());
    }

    [Fact]
    public void An_attribute_given_in_two_spellings_is_given_twice()
    {
        var properties = Binary("cloudEvents:");
        properties.Headers!["ce-id"] = "e-2";

        Assert.Equal([("/id", "duplicate")], Read(properties, "1").Events[0].Refusal!.Errors.Select(error => (error.Pointer, error.Rule)));
    }

    [Fact]
    public void Without_a_content_type_headers_decide_between_the_modes()
    {
        var binary = Binary("cloudEvents:");
        binary.ContentType = null;

        Assert.Equal(RefusalNames.UnsupportedDataType, Read(binary, "1").Refusal!.Name);
        Assert.Equal("e-1", Read(new BasicProperties(), Structured()).Events[0].Event!.Id);
    }

    [Theory]
    [InlineData("application/cloudevents+json")]
    [InlineData("application/cloudevents+json; charset=UTF-8")]
    [InlineData("application/json")]
    public void In_structured_mode_the_body_is_the_event(string contentType) =>
        Assert.Equal("e-1", Read(new BasicProperties { ContentType = contentType }, Structured()).Events[0].Event!.Id);

    [Fact]
    public void A_batch_is_read_in_order()
    {
        var read = Read(new BasicProperties { ContentType = "application/cloudevents-batch+json" }, $"[{Structured("e-1")},7,{Structured("e-2")}]");

        Assert.True(read.IsBatch);
        Assert.Equal(["e-1", null, "e-2"], read.Events.Select(e => e.Event?.Id));
    }

    [Theory]
    [InlineData("text/plain", null, RefusalNames.UnsupportedMediaType)]
    [InlineData("application/cloudevents+avro", null, RefusalNames.UnsupportedMediaType)]
    [InlineData("application/cloudevents+json; charset=latin1", null, RefusalNames.UnsupportedMediaType)]
    [InlineData("application/json; charset=latin1", null, RefusalNames.UnsupportedMediaType)]
    [InlineData("nonsense", null, RefusalNames.UnsupportedMediaType)]
    [InlineData("application/cloudevents+json", "gzip", RefusalNames.UnsupportedMediaType)]
    public void Another_format_is_refused_whole(string contentType, string? encoding, string name) =>
        Assert.Equal(name, Read(new BasicProperties { ContentType = contentType, ContentEncoding = encoding }, Structured()).Refusal!.Name);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("identity")]
    public void A_harmless_content_encoding_is_taken(string encoding) =>
        Assert.Null(Read(new BasicProperties { ContentType = "application/cloudevents+json", ContentEncoding = encoding }, Structured()).Refusal);

    [Fact]
    public void A_body_over_the_limit_is_refused_unread() =>
        Assert.Equal("body-too-large", Read(new BasicProperties(), new string(' ', 10_001)).Refusal!.Name);

    private static BasicProperties Binary(string prefix) => new()
    {
        ContentType = "application/json",
        Headers = new Dictionary<string, object?>
        {
            [prefix + "specversion"] = "1.0"u8.ToArray(),
            [prefix + "id"] = "e-1"u8.ToArray(),
            [prefix + "source"] = "/centre"u8.ToArray(),
            [prefix + "type"] = "a.b.v1",
            [prefix + "subject"] = "H40-1",
            ["x-other"] = "left alone",
        },
    };

    private static string Structured(string id = "e-1") => $$"""{"specversion":"1.0","id":"{{id}}","source":"/centre","type":"a.b.v1","data":{} }""";

    private static ReadBody Read(BasicProperties properties, string body) => AmqpEvent.Of(properties, Encoding.UTF8.GetBytes(body))
        .Read(new EventQueueOptions { Limits = Limits, MaxBodyBytes = 10_000, WriteVerdict = static (_, _, _) => { } });
}
