using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Sandbox.Postal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.UnitTests.Sandbox.Postal;

/// <summary>D's webhook, with a customer's server that keeps what it is sent.</summary>
[Trait("Run", "slow")]
public sealed class PushTests : IAsyncLifetime
{
    private static readonly PostTwinOptions ByHand = new() { PushesByItself = false };

    private readonly ConcurrentQueue<JsonObject> _received = new();
    private WebApplication _customer = null!;
    private int _answer = 200;
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        _customer = builder.Build();
        _customer.UseRouting();
        _customer.MapPost("/hook", async (HttpContext context) =>
        {
            _received.Enqueue((await JsonSerializer.DeserializeAsync<JsonObject>(context.Request.Body))!);
            context.Response.StatusCode = _answer;
            await context.Response.WriteAsync("""{"success":true,"message":"ok","updated":1}""");
            _arrived.TrySetResult();
        });
        await _customer.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _customer.StopAsync();
        await _customer.DisposeAsync();
    }

    [Fact]
    public async Task Every_status_is_pushed_with_a_signature_over_its_first_item()
    {
        await using var post = await StartAsync();
        await CreateAsync(post, "D-1");
        await post.ControlAsync("/post/orders/D-1/advance", new() { ["to"] = "delivered" });

        var results = await PushAsync(post, []);

        Assert.All(results, result => Assert.Equal(200, (int)result!["status"]!));
        Assert.Equal([1, 2, 6, 10, 12, 14], _received.Select(Status));
        var key = await KeyAsync(post);
        Assert.All(_received, body => Assert.True(IsGenuine(body, key)));
        Assert.Equal(("D-1", "Nguyễn Văn Demo"), ((string)_received.Last()["data"]![0]!["saleOrderCode"]!, (string)_received.Last()["data"]![0]!["actualReceiverName"]!));
        Assert.Equal(6, await post.EffectAsync("post.push.sent"));
    }

    [Fact]
    public async Task Due_pushes_are_sent_without_being_asked_for()
    {
        await using var post = await StartAsync(new PostTwinOptions());

        await CreateAsync(post, "D-1");
        await _arrived.Task.WaitAsync(TimeSpan.FromSeconds(30));
        _arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await post.PassAsync(TimeSpan.FromHours(1.5));
        await _arrived.Task.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal([1, 2], _received.Select(Status));
    }

    [Fact]
    public async Task A_push_that_is_not_received_is_sent_again_and_given_up_in_the_end()
    {
        await using var post = await StartAsync(ByHand with { PushRetries = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30)] });
        await CreateAsync(post, "D-1");
        _answer = 500;

        Assert.Single(await PushAsync(post, []));
        Assert.Empty(await PushAsync(post, []));
        await post.PassAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(2, (int)Assert.Single(await PushAsync(post, []))!["attempt"]!);
        await post.PassAsync(TimeSpan.FromSeconds(30));
        Assert.Single(await PushAsync(post, []));
        await post.PassAsync(TimeSpan.FromMinutes(10));

        Assert.Empty(await PushAsync(post, []));
        Assert.Equal((3L, 1L), (await post.EffectAsync("post.push.failed"), await post.EffectAsync("post.push.given-up")));
        Assert.Equal(3, (await post.ControlAsync("/post/pushes"))["pushes"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_second_item_can_be_forged_under_a_genuine_signature()
    {
        await using var post = await StartAsync();
        await CreateAsync(post, "D-1");
        await CreateAsync(post, "D-2");

        await PushAsync(post, new() { ["kind"] = "forged-second", ["orders"] = new JsonArray("D-1", "D-2"), ["code"] = 14 });

        var body = Assert.Single(_received);
        Assert.True(IsGenuine(body, await KeyAsync(post)));
        Assert.Equal([1, 14], body["data"]!.AsArray().Select(item => (int)item!["status"]!));
        Assert.Equal("booked", (string)(await post.NumberAsync("D-2"))["orders"]![0]!["step"]!);
    }

    [Theory]
    [InlineData("forged-signature")]
    [InlineData("tampered-first")]
    public async Task A_forged_push_fails_the_check(string kind)
    {
        await using var post = await StartAsync();
        await CreateAsync(post, "D-1");

        await PushAsync(post, new() { ["kind"] = kind, ["orders"] = new JsonArray("D-1") });

        Assert.False(IsGenuine(Assert.Single(_received), await KeyAsync(post)));
    }

    [Fact]
    public async Task Duplicates_batches_and_a_reversed_history_can_be_sent()
    {
        await using var post = await StartAsync();
        await CreateAsync(post, "D-1");
        await CreateAsync(post, "D-2");
        await post.ControlAsync("/post/orders/D-1/advance", new() { ["steps"] = 2 });

        await PushAsync(post, new() { ["kind"] = "duplicate", ["orders"] = new JsonArray("D-1") });
        await PushAsync(post, new() { ["kind"] = "out-of-order", ["orders"] = new JsonArray("D-1") });
        await PushAsync(post, new() { ["kind"] = "batch", ["orders"] = new JsonArray("D-1", "D-2") });

        Assert.Equal([6, 6, 2, 1, 6], _received.Select(Status));
        Assert.Equal(2, _received.Last()["data"]!.AsArray().Count);
        var key = await KeyAsync(post);
        Assert.All(_received, body => Assert.True(IsGenuine(body, key)));
    }

    [Fact]
    public async Task Without_an_address_nothing_is_owed()
    {
        await using var post = await PostServer.StartAsync(ByHand);
        await CreateAsync(post, "D-1");

        await AimAsync(post);

        Assert.Empty(await PushAsync(post, []));
    }

    private async Task<PostServer> StartAsync(PostTwinOptions? options = null)
    {
        var post = await PostServer.StartAsync(options ?? ByHand);
        await AimAsync(post);
        return post;
    }

    private async Task AimAsync(PostServer post) =>
        await PostServer.ReadAsync(await post.SendAsync(HttpMethod.Put, "/_twin/post/webhook", new JsonObject { ["url"] = _customer.Urls.First() + "/hook" }));

    private static Task<JsonNode> CreateAsync(PostServer post, string number) => post.CallDAsync(HttpMethod.Post, "/CreateOrder", Mail.OrderD(number));

    private static async Task<JsonArray> PushAsync(PostServer post, JsonObject body) => (await post.ControlAsync("/post/push", body))["results"]!.AsArray();

    private static async Task<string> KeyAsync(PostServer post) => (string)(await post.ControlAsync("/post/webhook/key"))["publicKey"]!;

    private static int Status(JsonObject body) => (int)body["data"]![0]!["status"]!;

    private static bool IsGenuine(JsonObject body, string publicKey)
    {
        using var key = RSA.Create();
        key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(publicKey), out _);
        var first = body["data"]![0]!;
        var signed = Encoding.UTF8.GetBytes($"MYVNP{body["sendDate"]}{first["itemCode"]}{first["status"]}");
        return key.VerifyData(signed, Convert.FromBase64String((string)body["signature"]!), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
