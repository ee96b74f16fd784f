using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Hub.UnitTests.ServiceBus;

public sealed class TwinSendTests
{
    [Fact]
    public async Task A_message_comes_back_with_all_that_was_sent_with_it()
    {
        await using var bus = await BusServer.StartAsync();

        await bus.PutAsync(
            "Hồ sơ", """{"MessageId":"m-1","CorrelationId":"c-1","Label":"\u0110\u01a1n","ReplyTo":"answers","To":"x","SessionId":"s","PartitionKey":"s","TimeToLive":90,"Unknown":1}""",
            custom: [("Priority", "High"), ("Weight", "12"), ("Quoted", "\"say \\\"hi\\\"\""), ("Urgent", "true")]);
        using var response = await bus.ReceiveAsync();
        var properties = BusServer.Properties(response);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("Hồ sơ", await response.Content.ReadAsStringAsync());
        Assert.Equal("text/plain; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal(
            ("m-1", "c-1", "Đơn", "answers", "x", "s", 90),
            ((string)properties["MessageId"]!, (string)properties["CorrelationId"]!, (string)properties["Label"]!, (string)properties["ReplyTo"]!,
            (string)properties["To"]!, (string)properties["SessionId"]!, (int)properties["TimeToLive"]!));
        Assert.Equal(("Mon, 02 Mar 2026 08:00:00 GMT", "Mon, 02 Mar 2026 08:01:00 GMT"), ((string)properties["EnqueuedTimeUtc"]!, (string)properties["LockedUntilUtc"]!));
        Assert.Equal((1, 1L, "Active"), ((int)properties["DeliveryCount"]!, (long)properties["SequenceNumber"]!, (string)properties["State"]!));
        Assert.Null(properties["Unknown"]);
        Assert.Equal(
            ["\"High\"", "12", "\"say \\\"hi\\\"\"", "true"],
            new[] { "priority", "weight", "quoted", "urgent" }.Select(name => response.Headers.GetValues(name).Single()));
        Assert.StartsWith($"{bus.Root}tests/messages/m-1/{properties["LockToken"]}", response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Messages_come_in_the_order_sent_and_get_an_id_when_they_have_none()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.PutAsync("1");
        await bus.PutAsync("2");

        var first = await bus.LockAsync();
        var second = await bus.LockAsync();

        Assert.Equal(("1", "2"), (first.Body, second.Body));
        Assert.NotEqual((string)first.Properties["MessageId"]!, (string)second.Properties["MessageId"]!);
        Assert.True(Guid.TryParseExact((string)first.Properties["MessageId"]!, "N", out _));
    }

    [Fact]
    public async Task A_message_without_a_type_gets_the_services_own()
    {
        await using var bus = await BusServer.StartAsync();
        using var sent = await bus.CallAsync(HttpMethod.Post, "tests/messages", new ByteArrayContent([1, 255]));

        using var received = await bus.ReceiveAsync();

        Assert.Equal([1, 255], await received.Content.ReadAsByteArrayAsync());
        Assert.Equal("application/atom+xml; type=entry; charset=utf-8", received.Content.Headers.ContentType!.ToString());
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""["a"]""")]
    [InlineData("""{"SessionId":"a","PartitionKey":"b"}""")]
    [InlineData("""{"TimeToLive":0}""")]
    [InlineData("""{"ScheduledEnqueueTimeUtc":"soon"}""")]
    public async Task Wrong_broker_properties_are_refused(string properties)
    {
        await using var bus = await BusServer.StartAsync();

        using var response = await bus.SendAsync("x", properties);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.True(await bus.IsEmptyAsync());
    }

    [Fact]
    public async Task An_id_has_at_most_128_characters()
    {
        await using var bus = await BusServer.StartAsync();

        using var response = await bus.SendAsync("x", $$"""{"MessageId":"{{new string('m', 129)}}"}""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData((256 * 1024) - 100, 201)]
    [InlineData((256 * 1024) + 1, 403)]
    [InlineData(256 * 1024, 403)]
    public async Task A_message_over_the_limit_is_refused_properties_included(int length, int status)
    {
        await using var bus = await BusServer.StartAsync();

        using var response = await bus.SendAsync(new string('x', length), """{"MessageId":"m"}""");

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_full_queue_refuses_and_takes_again_when_there_is_room()
    {
        await using var bus = await BusServer.StartAsync(new() { Name = BusServer.Queue, MaxBytes = 1000 });
        await bus.PutAsync(new string('x', 900));

        using var refused = await bus.SendAsync(new string('x', 200));
        var (location, _, _) = await bus.LockAsync();
        await bus.SettleAsync(HttpMethod.Delete, location);
        using var taken = await bus.SendAsync(new string('x', 200));

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Created), (refused.StatusCode, taken.StatusCode));
        Assert.Contains("quota", await refused.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_unknown_queue_is_gone()
    {
        await using var bus = await BusServer.StartAsync();

        using var sent = await bus.SendAsync("x", queue: "nowhere");
        using var received = await bus.ReceiveAsync(queue: "nowhere");

        Assert.Equal((HttpStatusCode.Gone, HttpStatusCode.Gone), (sent.StatusCode, received.StatusCode));
    }

    [Fact]
    public async Task A_batch_takes_its_properties_from_the_body_alone()
    {
        await using var bus = await BusServer.StartAsync();

        using var response = await bus.BatchAsync(
            """
            [{"Body":"M1","BrokerProperties":{"MessageId":"1","Label":"L","TimeToLiveTimeSpan":"0.00:00:40"}},
             {"Body":"M2","UserProperties":{"Priority":"Low","Count":3}},
             {"Body":"/wA=","IsBodyBase64":true}]
            """);
        var messages = await bus.MessagesAsync();

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(["M1", "M2", null], messages.Select(message => (string?)message["body"]));
        Assert.Equal(("1", "L"), ((string)messages[0]["messageId"]!, (string)messages[0]["label"]!));
        Assert.Equal("""{"priority":"Low","count":3}""", messages[1]["properties"]!.ToJsonString());
        Assert.Equal("/wA=", (string)messages[2]["bodyBase64"]!);
        bus.Clock.Advance(TimeSpan.FromSeconds(41));
        Assert.Equal("M2", (await bus.LockAsync()).Body);
    }

    [Fact]
    public async Task A_charset_makes_one_message_of_a_batch()
    {
        await using var bus = await BusServer.StartAsync();

        using var response = await bus.BatchAsync("""[{"Body":"M1"},{"Body":"M2"}]""", "application/vnd.microsoft.servicebus.json; charset=utf-8");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("""[{"Body":"M1"},{"Body":"M2"}]""", (await bus.LockAsync()).Body);
    }

    [Theory]
    [InlineData("{}", 400)]
    [InlineData("[]", 400)]
    [InlineData("""[{"Body":"a"},{"Body":1}]""", 400)]
    [InlineData("""[{"Body":"a"},{"Body":"b","BrokerProperties":{"TimeToLiveTimeSpan":"soon"}}]""", 400)]
    [InlineData("""[{"Body":"a"},{"Body":"b","UserProperties":{"list":[]}}]""", 400)]
    [InlineData("""[{"Body":"!","IsBodyBase64":true}]""", 400)]
    [InlineData("no json", 400)]
    public async Task A_wrong_batch_is_refused_whole(string json, int status)
    {
        await using var bus = await BusServer.StartAsync();

        using var response = await bus.BatchAsync(json);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.True(await bus.IsEmptyAsync());
    }

    [Fact]
    public async Task A_batch_has_at_most_100_messages_and_the_size_of_one()
    {
        await using var bus = await BusServer.StartAsync();

        using var many = await bus.BatchAsync(new JsonArray([.. Enumerable.Range(0, 101).Select(_ => new JsonObject { ["Body"] = "x" })]).ToJsonString());
        using var big = await bus.BatchAsync(new JsonArray([.. Enumerable.Range(0, 3).Select(_ => new JsonObject { ["Body"] = new string('x', 100_000) })]).ToJsonString());

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.Forbidden), (many.StatusCode, big.StatusCode));
        Assert.True(await bus.IsEmptyAsync());
    }

    [Fact]
    public async Task A_repeated_id_is_answered_and_dropped_until_the_window_is_over()
    {
        await using var bus = await BusServer.StartAsync(new() { Name = BusServer.Queue, DuplicateWindow = TimeSpan.FromMinutes(10) });
        await bus.PutAsync("first", """{"MessageId":"same"}""");
        await bus.SettleAsync(HttpMethod.Delete, (await bus.LockAsync()).Location);

        bus.Clock.Advance(TimeSpan.FromMinutes(9));
        await bus.PutAsync("again", """{"MessageId":"same"}""");
        var wasDropped = await bus.IsEmptyAsync();
        bus.Clock.Advance(TimeSpan.FromMinutes(1));
        await bus.PutAsync("later", """{"MessageId":"same"}""");

        Assert.True(wasDropped);
        Assert.Equal("later", (await bus.LockAsync()).Body);
        Assert.Equal(1, await bus.EffectAsync("service-bus.duplicate-dropped"));
    }

    [Fact]
    public async Task A_queue_without_duplicate_detection_takes_an_id_twice()
    {
        await using var bus = await BusServer.StartAsync();

        await bus.PutAsync("1", """{"MessageId":"same"}""");
        await bus.PutAsync("2", """{"MessageId":"same"}""");

        Assert.Equal(2, (int)(await bus.ViewAsync())["active"]!);
    }

    [Fact]
    public async Task A_scheduled_message_waits_and_takes_part_in_duplicate_detection()
    {
        await using var bus = await BusServer.StartAsync(new() { Name = BusServer.Queue, DuplicateWindow = TimeSpan.FromMinutes(10) });
        await bus.PutAsync("later", """{"MessageId":"m","ScheduledEnqueueTimeUtc":"Mon, 02 Mar 2026 08:05:00 GMT"}""");
        await bus.PutAsync("copy", """{"MessageId":"m"}""");
        await bus.PutAsync("now", """{"MessageId":"n"}""");

        var now = await bus.LockAsync();
        var tooEarly = await bus.IsEmptyAsync();
        bus.Clock.Advance(TimeSpan.FromMinutes(5));
        var later = await bus.LockAsync(); // the lock on "now" has ended too, and it comes first again

        Assert.Equal(("now", true, "now"), (now.Body, tooEarly, later.Body));
        var scheduled = await bus.LockAsync();
        Assert.Equal(("later", "Mon, 02 Mar 2026 08:05:00 GMT"), (scheduled.Body, (string)scheduled.Properties["EnqueuedTimeUtc"]!));
        Assert.Equal(3, (long)scheduled.Properties["SequenceNumber"]!);
    }

    [Fact]
    public async Task A_post_without_a_length_is_refused()
    {
        await using var bus = await BusServer.StartAsync();
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(bus.Root.Host, bus.Root.Port);
        await using var stream = socket.GetStream();

        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /service-bus/tests/messages/head HTTP/1.1\r\nHost: {bus.Root.Authority}\r\nAuthorization: {bus.Sas()}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);

        Assert.StartsWith("HTTP/1.1 411", await reader.ReadLineAsync());
    }
}
