using System.Net;
using System.Text.Json.Nodes;
using Hub.Sandbox.Postal;
using Xunit;

namespace Hub.UnitTests.Sandbox.Postal;

/// <summary>Faults scripted by a number or set by the control API, on bookings.</summary>
public sealed class BookingFaultTests
{
    private static readonly PostTwinOptions Quick = new() { LateAnswer = TimeSpan.FromMilliseconds(1) };

    [Fact]
    public async Task Number_701_books_and_tears_the_connection_once()
    {
        await using var post = await PostServer.StartAsync(Quick);

        await Assert.ThrowsAsync<HttpRequestException>(() => post.SendAAsync(HttpMethod.Post, "/order/post", Mail.Order(Mail.Magic("701"))));

        Assert.Equal(101, await post.OrderAAsync(Mail.Order(Mail.Magic("701"))));
        Assert.Equal(1, (int)(await post.NumberAsync(Mail.Magic("701")))["bookings"]!);
    }

    [Fact]
    public async Task Number_702_books_and_answers_when_the_caller_may_be_gone()
    {
        await using var post = await PostServer.StartAsync();

        var hanging = post.SendAAsync(HttpMethod.Post, "/order/post", Mail.Order(Mail.Magic("702")));
        for (var look = 0; look < 10_000 && await post.EffectAsync("post.magic.applied-late") == 0; look++)
        {
        }

        Assert.False(hanging.IsCompleted);
        Assert.Equal(1, (int)(await post.NumberAsync(Mail.Magic("702")))["bookings"]!);
        for (var look = 0; look < 10_000 && !hanging.IsCompleted; look++)
        {
            // The answer's timer may not stand yet; every look moves the clock on.
            post.Clock.Advance(TimeSpan.FromSeconds(60));
            await post.EffectAsync("post.a.calls");
        }

        Assert.Equal(100, (int)(await PostServer.ReadAsync(await hanging))["Status"]!);
    }

    [Fact]
    public async Task Number_703_books_and_answers_500_once()
    {
        await using var post = await PostServer.StartAsync(Quick);

        using var failed = await post.SendAAsync(HttpMethod.Post, "/order/post", Mail.Order(Mail.Magic("703")));

        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.Equal(101, await post.OrderAAsync(Mail.Order(Mail.Magic("703"))));
    }

    [Theory]
    [InlineData("704", 503, 1)]
    [InlineData("706", 200, 1)]
    [InlineData("707", 429, 2)]
    [InlineData("713", 401, 1)]
    public async Task A_fault_before_the_effect_books_nothing_and_passes(string number, int status, int times)
    {
        await using var post = await PostServer.StartAsync(Quick);

        for (var time = 0; time < times; time++)
        {
            using var failed = await post.SendAAsync(HttpMethod.Post, "/order/post", Mail.Order(Mail.Magic(number)));
            Assert.Equal(status, (int)failed.StatusCode);
            Assert.Equal(number == "713" ? "application/json" : "text/html", failed.Content.Headers.ContentType!.MediaType);
            Assert.Equal(number == "707" ? TimeSpan.FromSeconds(2) : null, failed.Headers.RetryAfter?.Delta);
            Assert.Equal(0, (int)(await post.NumberAsync(Mail.Magic(number)))["bookings"]!);
        }

        await post.LogInAsync();
        Assert.Equal(100, await post.OrderAAsync(Mail.Order(Mail.Magic(number))));
    }

    [Fact]
    public async Task Number_705_never_passes()
    {
        await using var post = await PostServer.StartAsync(Quick);

        for (var time = 0; time < 3; time++)
        {
            using var failed = await post.SendAAsync(HttpMethod.Post, "/order/post", Mail.Order(Mail.Magic("705")));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, failed.StatusCode);
        }
    }

    [Fact]
    public async Task Number_708_tears_the_connection_before_anything_is_booked()
    {
        await using var post = await PostServer.StartAsync(Quick);

        await Assert.ThrowsAsync<HttpRequestException>(() => post.SendAAsync(HttpMethod.Post, "/order/post", Mail.Order(Mail.Magic("708"))));

        Assert.Equal(100, await post.OrderAAsync(Mail.Order(Mail.Magic("708"))));
    }

    [Theory]
    [InlineData("709", 108)]
    [InlineData("710", 103)]
    public async Task A_refusal_is_for_good_in_every_dialect(string number, int status)
    {
        await using var post = await PostServer.StartAsync(Quick);

        using var d = await post.SendDAsync(HttpMethod.Post, "/CreateOrder", Mail.OrderD(Mail.Magic(number)));

        Assert.Equal((status, $"{status}"), (await post.OrderAAsync(Mail.Order(Mail.Magic(number))), await post.OrderBAsync(Mail.OrderB(number: Mail.Magic(number)))));
        Assert.Equal(HttpStatusCode.BadRequest, d.StatusCode);
        Assert.Equal(0, (int)(await post.NumberAsync(Mail.Magic(number)))["bookings"]!);
    }

    [Fact]
    public async Task A_one_time_script_fires_once_in_each_dialect()
    {
        await using var post = await PostServer.StartAsync(Quick);

        using var a = await post.SendAAsync(HttpMethod.Post, "/order/post", Mail.Order(Mail.Magic("703")));
        using var d = await post.SendDAsync(HttpMethod.Post, "/CreateOrder", Mail.OrderD(Mail.Magic("703")));

        Assert.Equal((HttpStatusCode.InternalServerError, HttpStatusCode.InternalServerError), (a.StatusCode, d.StatusCode));
    }

    [Fact]
    public async Task An_operator_that_is_down_leaves_the_others_up()
    {
        await using var post = await PostServer.StartAsync(Quick);
        await post.ControlAsync("/post/a/faults", new() { ["kind"] = "maintenance" });

        using var a = await post.SendAAsync(HttpMethod.Post, "/order/post", Mail.Order());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, a.StatusCode);
        Assert.Equal("100", await post.OrderBAsync(Mail.OrderB()));
    }

    [Theory]
    [InlineData("applied-5xx", 503)]
    [InlineData("applied-late", 200)]
    public async Task A_fault_of_the_answer_leaves_the_booking_done(string kind, int status)
    {
        await using var post = await PostServer.StartAsync(Quick);
        await post.ControlAsync("/post/d/faults", new() { ["kind"] = kind, ["latencyMs"] = 0, ["operations"] = new JsonArray("create"), ["times"] = 1 });

        using var answer = await post.SendDAsync(HttpMethod.Post, "/CreateOrder", Mail.OrderD());

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(1, (int)(await post.NumberAsync(Mail.Number))["bookings"]!);
    }

    [Fact]
    public async Task A_lost_token_is_refused_until_the_next_log_in()
    {
        await using var post = await PostServer.StartAsync(Quick);
        await post.ControlAsync("/post/d/faults", new() { ["kind"] = "session-loss", ["times"] = 1 });

        using var lost = await post.SendDAsync(HttpMethod.Get, "/getNewProvinceAll");
        using var stillLost = await post.SendDAsync(HttpMethod.Get, "/getNewProvinceAll");
        await post.LogInAsync();
        using var found = await post.SendDAsync(HttpMethod.Get, "/getNewProvinceAll");

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.OK], [lost.StatusCode, stillLost.StatusCode, found.StatusCode]);
    }
}
