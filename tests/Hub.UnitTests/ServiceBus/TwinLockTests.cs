using System.Net;
using Xunit;

namespace Hub.UnitTests.ServiceBus;

public sealed class TwinLockTests
{
    private static readonly HttpMethod Complete = HttpMethod.Delete;
    private static readonly HttpMethod Abandon = HttpMethod.Put;
    private static readonly HttpMethod Renew = HttpMethod.Post;

    [Fact]
    public async Task A_locked_message_is_hidden_and_gone_when_completed()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.PutAsync("x");

        var (location, _, _) = await bus.LockAsync();
        var isHidden = await bus.IsEmptyAsync();
        var first = await bus.SettleAsync(Complete, location);
        var second = await bus.SettleAsync(Complete, location);

        Assert.Equal((true, HttpStatusCode.OK, HttpStatusCode.NotFound), (isHidden, first, second));
        Assert.Equal((0L, 0L), ((long)(await bus.ViewAsync())["bytes"]!, (long)(await bus.ViewAsync())["locked"]!));
    }

    [Fact]
    public async Task An_abandoned_message_comes_first_again_and_is_counted()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.PutAsync("1");
        await bus.PutAsync("2");

        var status = await bus.SettleAsync(Abandon, (await bus.LockAsync()).Location);
        var again = await bus.LockAsync();

        Assert.Equal((HttpStatusCode.OK, "1", 2), (status, again.Body, (int)again.Properties["DeliveryCount"]!));
    }

    [Fact]
    public async Task A_lock_ends_by_itself_and_its_token_is_worth_nothing_then()
    {
        await using var bus = await BusServer.StartAsync(new() { Name = BusServer.Queue, LockDuration = TimeSpan.FromSeconds(30) });
        await bus.PutAsync("x");
        var (old, _, _) = await bus.LockAsync();

        bus.Clock.Advance(TimeSpan.FromSeconds(29));
        var isHidden = await bus.IsEmptyAsync();
        bus.Clock.Advance(TimeSpan.FromSeconds(1));
        var again = await bus.LockAsync();

        Assert.True(isHidden);
        Assert.Equal(2, (int)again.Properties["DeliveryCount"]!);
        Assert.Equal(
            [HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound],
            [await bus.SettleAsync(Renew, old), await bus.SettleAsync(Abandon, old), await bus.SettleAsync(Complete, old)]);
        Assert.Equal(HttpStatusCode.OK, await bus.SettleAsync(Complete, again.Location));
    }

    [Fact]
    public async Task A_renewed_lock_lasts_from_then()
    {
        await using var bus = await BusServer.StartAsync(new() { Name = BusServer.Queue, LockDuration = TimeSpan.FromSeconds(30) });
        await bus.PutAsync("x");
        var (location, _, _) = await bus.LockAsync();

        bus.Clock.Advance(TimeSpan.FromSeconds(20));
        var renewed = await bus.SettleAsync(Renew, location);
        bus.Clock.Advance(TimeSpan.FromSeconds(29));
        var isHidden = await bus.IsEmptyAsync();
        bus.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((HttpStatusCode.OK, true), (renewed, isHidden));
        Assert.False(await bus.IsEmptyAsync());
    }

    [Fact]
    public async Task A_lock_token_settles_only_its_own_message_by_id_or_number()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.PutAsync("x", """{"MessageId":"a/b c"}""");
        var (location, properties, _) = await bus.LockAsync();

        var other = await bus.SettleAsync(Complete, location.Replace("a%2Fb%20c", "other", StringComparison.Ordinal));
        var renewed = await bus.SettleAsync(Renew, location);
        var byNumber = await bus.SettleAsync(Complete, location.Replace("a%2Fb%20c", properties["SequenceNumber"]!.ToString(), StringComparison.Ordinal));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK, HttpStatusCode.OK), (other, renewed, byNumber));
    }

    [Fact]
    public async Task Receive_and_delete_leaves_nothing_behind()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.PutAsync("x");

        using var response = await bus.CallAsync(HttpMethod.Delete, "tests/messages/head?timeout=0");
        using var empty = await bus.CallAsync(HttpMethod.Delete, "tests/messages/head?timeout=0");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NoContent), (response.StatusCode, empty.StatusCode));
        Assert.Null(BusServer.Properties(response)["LockToken"]);
        Assert.Null(response.Headers.Location);
    }

    [Fact]
    public async Task A_message_that_nobody_completes_is_dead_after_its_last_delivery()
    {
        await using var bus = await BusServer.StartAsync(new() { Name = BusServer.Queue, MaxDeliveryCount = 2, LockDuration = TimeSpan.FromSeconds(30) });
        await bus.PutAsync("x", """{"MessageId":"m"}""", custom: [("reason", "mine")]);

        await bus.SettleAsync(Abandon, (await bus.LockAsync()).Location);
        await bus.LockAsync();
        bus.Clock.Advance(TimeSpan.FromSeconds(30));
        var isEmpty = await bus.IsEmptyAsync();
        using var dead = await bus.ReceiveAsync(queue: "tests/$DeadLetterQueue");

        Assert.Equal((true, HttpStatusCode.Created), (isEmpty, dead.StatusCode));
        Assert.Equal("\"MaxDeliveryCountExceeded\"", dead.Headers.GetValues("DeadLetterReason").Single());
        Assert.NotEmpty(dead.Headers.GetValues("DeadLetterErrorDescription").Single());
        Assert.Equal("\"mine\"", dead.Headers.GetValues("reason").Single());
        Assert.Contains("/tests/$DeadLetterQueue/messages/m/", dead.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_dead_letter_is_settled_like_any_message_and_never_dies_again()
    {
        await using var bus = await BusServer.StartAsync(new() { Name = BusServer.Queue, MaxDeliveryCount = 1 });
        await bus.PutAsync("x");
        await bus.SettleAsync(Abandon, (await bus.LockAsync()).Location);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await bus.SettleAsync(Abandon, (await bus.LockAsync("tests/$DeadLetterQueue")).Location));
        }

        Assert.Equal(HttpStatusCode.OK, await bus.SettleAsync(Complete, (await bus.LockAsync("tests/$DeadLetterQueue")).Location));
        Assert.True(await bus.IsEmptyAsync("tests/$DeadLetterQueue"));
    }

    [Fact]
    public async Task Nothing_can_be_sent_to_the_dead_letters_and_the_dollar_is_literal()
    {
        await using var bus = await BusServer.StartAsync();

        using var sent = await bus.SendAsync("x", queue: "tests/$DeadLetterQueue");
        using var encoded = await bus.ReceiveAsync(queue: "tests/%24DeadLetterQueue");

        Assert.Equal((HttpStatusCode.MethodNotAllowed, HttpStatusCode.Unauthorized), (sent.StatusCode, encoded.StatusCode));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task An_expired_message_is_dropped_or_dead(bool deadLetterOnExpiry, int dead)
    {
        await using var bus = await BusServer.StartAsync(new() { Name = BusServer.Queue, DeadLetterOnExpiry = deadLetterOnExpiry, DefaultTimeToLive = TimeSpan.FromMinutes(5) });
        await bus.PutAsync("long", """{"TimeToLive":86400}""");
        await bus.PutAsync("short", """{"TimeToLive":60}""");

        bus.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((1, dead), ((int)(await bus.ViewAsync())["active"]!, (int)(await bus.ViewAsync())["deadLetters"]!));
        bus.Clock.Advance(TimeSpan.FromMinutes(4));

        Assert.True(await bus.IsEmptyAsync());
        Assert.Equal(dead * 2, (await bus.MessagesAsync(dead: true)).Count(message => (string)message["deadLetterReason"]! == "TTLExpiredException"));
    }

    [Fact]
    public async Task A_long_poll_ends_with_the_message_that_arrives()
    {
        await using var bus = await BusServer.StartAsync();

        var poll = bus.ReceiveAsync(timeout: 60);
        await bus.WaitForPollsAsync(1);
        await bus.PutAsync("x");
        using var response = await poll;

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        await bus.WaitForPollsAsync(0);
    }

    [Fact]
    public async Task A_long_poll_ends_empty_when_its_time_is_over()
    {
        await using var bus = await BusServer.StartAsync();

        var poll = bus.ReceiveAsync(timeout: 60);
        await bus.WaitForPollsAsync(1);
        bus.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(poll.IsCompleted);
        bus.Clock.Advance(TimeSpan.FromSeconds(1));
        using var response = await poll;

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    [Theory]
    [InlineData("abandon")]
    [InlineData("expiry")]
    [InlineData("schedule")]
    [InlineData("clock")]
    public async Task A_long_poll_sees_a_message_that_becomes_free(string how)
    {
        await using var bus = await BusServer.StartAsync(new() { Name = BusServer.Queue, LockDuration = TimeSpan.FromSeconds(30) });
        await bus.PutAsync("x", how == "schedule" ? """{"ScheduledEnqueueTimeUtc":"Mon, 02 Mar 2026 08:00:30 GMT"}""" : null);
        var location = how == "schedule" ? "" : (await bus.LockAsync()).Location;
        var poll = bus.ReceiveAsync(timeout: 60);
        await bus.WaitForPollsAsync(1);

        switch (how)
        {
            case "abandon": await bus.SettleAsync(Abandon, location); break;
            case "clock": await bus.ControlAsync(HttpMethod.Post, "/clock", """{"advanceSeconds":30}"""); break;
            default: bus.Clock.Advance(TimeSpan.FromSeconds(30)); break;
        }

        using var response = await poll;
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Fact]
    public async Task A_caller_that_hangs_up_takes_no_message_with_it()
    {
        await using var bus = await BusServer.StartAsync();
        using var stop = new CancellationTokenSource();
        var poll = bus.CallAsync(HttpMethod.Post, "tests/messages/head?timeout=60", ct: stop.Token);
        await bus.WaitForPollsAsync(1);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll);
        await bus.WaitForPollsAsync(0);
        await bus.PutAsync("x");

        Assert.Equal(1, (int)(await bus.LockAsync()).Properties["DeliveryCount"]!);
    }

    [Fact]
    public async Task A_message_goes_to_one_of_many_that_wait()
    {
        await using var bus = await BusServer.StartAsync();
        var polls = Enumerable.Range(0, 8).Select(_ => bus.ReceiveAsync(timeout: 60)).ToList();
        await bus.WaitForPollsAsync(8);

        await bus.PutAsync("x");
        var first = await await Task.WhenAny(polls);
        await bus.SettleAsync(Complete, first.Headers.Location!.OriginalString);
        bus.Clock.Advance(TimeSpan.FromSeconds(60));
        await Task.WhenAll(polls);

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(7, polls.Count(poll => poll.Result.StatusCode == HttpStatusCode.NoContent));
    }

    [Theory]
    [InlineData("POST", "tests/messages/head?timeout=soon", 400)]
    [InlineData("POST", "tests/messages/head?timeout=301", 400)]
    [InlineData("GET", "tests/messages/head", 405)]
    [InlineData("PUT", "tests/messages", 405)]
    [InlineData("GET", "tests", 400)]
    [InlineData("POST", "tests/more/messages/head", 400)]
    public async Task An_unknown_operation_is_refused(string method, string path, int status)
    {
        await using var bus = await BusServer.StartAsync();

        using var response = await bus.CallAsync(new HttpMethod(method), path);

        Assert.Equal(status, (int)response.StatusCode);
    }
}
