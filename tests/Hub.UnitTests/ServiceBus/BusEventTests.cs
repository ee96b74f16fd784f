using System.Text;
using Azure.Messaging.ServiceBus;
using Hub.Core.Events;
using Hub.Core.Intake;
using Hub.Transports.ServiceBus;
using Hub.UnitTests.Intake;
using Xunit;

namespace Hub.UnitTests.ServiceBus;

public sealed class BusEventTests
{
    private const string Data = """{"a":"Đơn"}""";

    [Theory]
    [InlineData("cloudEvents:")]
    [InlineData("cloudEvents_")]
    [InlineData("cloudevents_")]
    [InlineData("cloudevents-")]
    [InlineData("CE-")]
    public void Attributes_of_the_binary_form_are_properties(string prefix)
    {
        var e = Read(Data, "application/json", prefix).Event!;

        Assert.Equal(("e-1", "/centre", EventTypes.RatingGiven, "H40 100% \"đủ\""), (e.Id, e.Source, e.Type, e.Subject));
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero), e.Time);
        Assert.Equal(Data, Encoding.UTF8.GetString(e.Data.Span));
        Assert.Equal(("true", "3"), (e.Extensions!["urgent"], e.Extensions["count"]));
    }

    [Theory]
    [InlineData("application/cloudevents+json")]
    [InlineData("application/cloudevents+json; charset=utf-8")]
    [InlineData("application/json")]
    [InlineData(null)]
    public void Without_such_properties_the_body_is_the_event(string? contentType)
    {
        var message = Sent(Encoding.UTF8.GetBytes($$"""{"specversion":"1.0","id":"e-1","source":"/centre","type":"t","data":{{Data}}}"""), contentType, new() { ["diagnostic-id"] = "x" });

        Assert.Equal("e-1", Assert.Single(Read(message).Events).Event!.Id);
    }

    [Fact]
    public void A_batch_is_read_by_its_type()
    {
        var message = Sent("[{},{}]"u8.ToArray(), "application/cloudevents-batch+json");

        Assert.Equal(2, Read(message).Events.Count);
    }

    [Fact]
    public void A_message_that_names_no_type_carries_JSON() =>
        Assert.Equal(Data, Encoding.UTF8.GetString(Read(Data, null, "cloudEvents_").Event!.Data.Span));

    [Fact]
    public void Another_type_is_refused() =>
        Assert.Equal(RefusalNames.UnsupportedDataType, Read(Message(Data, "text/xml", "ce-")).Refusal!.Name);

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/cloudevents+avro")]
    [InlineData("application/cloudevents+json; charset=latin1")]
    [InlineData("nonsense")]
    public void A_format_that_holds_no_event_is_refused_whole(string contentType)
    {
        var message = Sent("""{"specversion":"1.0","id":"e-1","source":"/centre","type":"t"}"""u8.ToArray(), contentType);

        Assert.Equal(RefusalNames.UnsupportedMediaType, Read(message).Refusal!.Name);
    }

    [Fact]
    public void What_is_no_event_is_unreadable() =>
        Assert.Equal(RefusalNames.UnreadableBody, Read(Sent("<xml/>"u8.ToArray(), null)).Refusal!.Name);

    private static ReadEvent Read(string data, string? contentType, string prefix) => Assert.Single(Read(Message(data, contentType, prefix)).Events);

    private static ReadBody Read(ServiceBusReceivedMessage message) =>
        BusEvent.Of(message).Read(new EventQueueOptions { Limits = Limits.Usual, MaxBodyBytes = 10_000, WriteVerdict = static (_, _, _) => { } });

    private static ServiceBusReceivedMessage Message(string data, string? contentType, string prefix) => Sent(Encoding.UTF8.GetBytes(data), contentType, new()
    {
        [prefix + "specversion"] = "1.0",
        [prefix + "id"] = "e-1",
        [prefix + "source"] = "/centre",
        [prefix + "type"] = EventTypes.RatingGiven,
        [prefix + "subject"] = "H40 100% \"đủ\"",
        [prefix + "time"] = new DateTimeOffset(2026, 3, 2, 15, 0, 0, TimeSpan.FromHours(7)),
        [prefix + "urgent"] = true,
        [prefix + "count"] = 3L,
    });

    private static ServiceBusReceivedMessage Sent(byte[] body, string? contentType, Dictionary<string, object>? properties = null) =>
        ServiceBusModelFactory.ServiceBusReceivedMessage(new BinaryData(body), contentType: contentType, properties: properties ?? []);
}
