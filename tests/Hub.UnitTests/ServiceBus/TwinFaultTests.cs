using System.Diagnostics;
using System.Net;
using Xunit;

namespace Hub.UnitTests.ServiceBus;

public sealed class TwinFaultTests
{
    [Theory]
    [InlineData("""{"kind":"5xx"}""", 503, null, "application/xml")]
    [InlineData("""{"kind":"5xx","status":500}""", 500, null, "application/xml")]
    [InlineData("""{"kind":"429"}""", 429, 2, "application/xml")]
    [InlineData("""{"kind":"429","retryAfterSeconds":7}""", 429, 7, "application/xml")]
    [InlineData("""{"kind":"throttled"}""", 503, null, "application/xml")]
    [InlineData("""{"kind":"throttled","retryAfterSeconds":5}""", 503, 5, "application/xml")]
    [InlineData("""{"kind":"session-loss"}""", 401, null, "application/xml")]
    [InlineData("""{"kind":"maintenance","seconds":60}""", 503, 60, "application/xml")]
    [InlineData("""{"kind":"html"}""", 200, null, "text/html")]
    public async Task A_fault_is_answered_and_nothing_is_taken(string fault, int status, int? retryAfter, string type)
    {
        await using var bus = await BusServer.StartAsync();
        await bus.FaultAsync(fault);

        using var response = await bus.SendAsync("x");
        await bus.ClearFaultsAsync();

        Assert.Equal((status, type), ((int)response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Equal(retryAfter, (int?)response.Headers.RetryAfter?.Delta?.TotalSeconds);
        Assert.Equal(fault.Contains("throttled", StringComparison.Ordinal), (await response.Content.ReadAsStringAsync()).Contains("50009", StringComparison.Ordinal) && status == 503);
        Assert.True(await bus.IsEmptyAsync());
    }

    [Theory]
    [InlineData("torn", 0)]
    [InlineData("applied-no-answer", 1)]
    public async Task A_torn_connection_says_nothing_of_what_was_done(string kind, int active)
    {
        await using var bus = await BusServer.StartAsync();
        await bus.FaultAsync($$"""{"kind":"{{kind}}"}""");

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => bus.SendAsync("x"));

        Assert.Equal(active, (int)(await bus.ViewAsync())["active"]!);
    }

    [Fact]
    public async Task A_lost_answer_to_a_receiver_leaves_the_message_locked()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.PutAsync("x");
        await bus.FaultAsync("""{"kind":"applied-no-answer","operations":["receive"],"times":1}""");

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => bus.ReceiveAsync());
        var isHidden = await bus.IsEmptyAsync();
        bus.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.True(isHidden);
        Assert.Equal(2, (int)(await bus.LockAsync()).Properties["DeliveryCount"]!);
    }

    [Fact]
    public async Task A_fault_hits_its_operations_as_often_as_it_is_told()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.FaultAsync("""{"kind":"5xx","operations":["send"],"times":2}""");

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 3; i++)
        {
            statuses.Add((await bus.ReceiveAsync()).StatusCode);
            statuses.Add((await bus.SendAsync("x")).StatusCode);
        }

        Assert.Equal(
            [HttpStatusCode.NoContent, HttpStatusCode.ServiceUnavailable, HttpStatusCode.NoContent, HttpStatusCode.ServiceUnavailable, HttpStatusCode.NoContent, HttpStatusCode.Created],
            statuses);
        Assert.Equal(2, await bus.EffectAsync("service-bus.fault.5xx"));
    }

    [Fact]
    public async Task A_slow_answer_comes_when_its_wait_is_over()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.FaultAsync("""{"kind":"latency","latencyMs":30000}""");

        var sending = bus.SendAsync("x");
        for (var watch = Stopwatch.StartNew(); bus.Clock.Timers == 0 && watch.Elapsed < TimeSpan.FromSeconds(30);)
        {
            await Task.Yield();
        }

        Assert.False(sending.IsCompleted);
        bus.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(HttpStatusCode.Created, (await sending).StatusCode);
    }

    [Fact]
    public async Task A_reset_forgets_messages_faults_tokens_and_queues_and_ends_long_polls()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.ControlAsync(HttpMethod.Put, "/service-bus/queues/more", """{"lockSeconds":5,"maxDeliveryCount":3}""");
        await bus.PutAsync("x", queue: "more");
        await bus.FaultAsync("""{"kind":"5xx","operations":["send"]}""");
        var poll = bus.ReceiveAsync(timeout: 60);
        await bus.WaitForPollsAsync(1);

        await bus.ControlAsync(HttpMethod.Post, "/reset", "{}");

        Assert.Equal(HttpStatusCode.NoContent, (await poll).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await bus.SendAsync("x")).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await bus.ReceiveAsync(queue: "more")).StatusCode);
    }

    [Theory]
    [InlineData("/service-bus/queues/more", """{"lockSeconds":4}""")]
    [InlineData("/service-bus/queues/more", """{"lockSeconds":301}""")]
    [InlineData("/service-bus/queues/more", """{"duplicateWindowSeconds":19}""")]
    [InlineData("/service-bus/queues/more", """{"maxDeliveryCount":0}""")]
    [InlineData("/service-bus/queues/a%24b", "{}")]
    [InlineData("/service-bus/queues/more", "no json")]
    [InlineData("/service-bus/tokens", """{"keys":[{"name":"","key":"x"}]}""")]
    public async Task A_setting_beyond_the_published_limits_is_refused(string path, string json)
    {
        await using var bus = await BusServer.StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, await bus.ControlAsync(HttpMethod.Put, path, json));
    }
}
