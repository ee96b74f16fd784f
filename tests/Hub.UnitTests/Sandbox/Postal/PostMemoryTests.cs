using System.Text.Json.Nodes;
using Xunit;

namespace Hub.UnitTests.Sandbox.Postal;

public sealed class PostMemoryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("post-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_restarted_operator_goes_on_where_it_stopped()
    {
        JsonObject before;
        JsonArray told;
        await using (var post = await PostServer.StartAsync(folder: _folder))
        {
            await post.OrderAAsync(Mail.Order());
            await post.OrderBAsync(Mail.OrderB(number: "B-1"));
            await post.CallDAsync(HttpMethod.Post, "/CreateOrder", Mail.OrderD("D-1"));
            await post.CallAAsync(HttpMethod.Get, $"/order/cancel?CustomerCode=H40DEMO&OrderNumber={Mail.Number}");
            await post.ControlAsync("/post/ranges", new() { ["quantity"] = 5 });
            await post.PassAsync(TimeSpan.FromHours(6));
            before = await post.ControlAsync("/post/orders");
            await post.LogInAsync();
            told = await post.TrackAAsync();
        }

        await using var restarted = await PostServer.StartAsync(folder: _folder);
        var after = await restarted.ControlAsync("/post/orders");

        Assert.True(JsonNode.DeepEquals(before, after), after.ToJsonString());
        Assert.True(JsonNode.DeepEquals(told, await restarted.TrackAAsync()));
        Assert.Equal((101, "106"), (await restarted.OrderAAsync(Mail.Order()), await restarted.OrderBAsync(Mail.OrderB(number: "B-2"))));
        Assert.Equal(2, (await restarted.ControlAsync("/post/ranges"))["ranges"]!.AsArray().Count);
        Assert.Equal(1, await restarted.EffectAsync("post.b.order.booked"));
        await restarted.PassAsync(TimeSpan.FromDays(30));
        Assert.Equal("delivered", (string)(await restarted.NumberAsync("B-1"))["orders"]![0]!["step"]!);
    }

    [Fact]
    public async Task Webhook_key_and_owed_pushes_survive_a_restart()
    {
        string key;
        await using (var post = await PostServer.StartAsync(new() { PushesByItself = false }, _folder))
        {
            await post.SendAsync(HttpMethod.Put, "/_twin/post/webhook", new JsonObject { ["url"] = "http://127.0.0.1:9/hook" });
            await post.CallDAsync(HttpMethod.Post, "/CreateOrder", Mail.OrderD("D-1"));
            key = (string)(await post.ControlAsync("/post/webhook/key"))["publicKey"]!;
        }

        await using var restarted = await PostServer.StartAsync(new() { PushesByItself = false }, _folder);
        var webhook = await restarted.ControlAsync("/post/webhook");

        Assert.Equal(("http://127.0.0.1:9/hook", 1), ((string)webhook["url"]!, (int)webhook["waiting"]!));
        Assert.Equal(key, (string)(await restarted.ControlAsync("/post/webhook/key"))["publicKey"]!);
    }

    [Fact]
    public async Task A_reset_forgets_every_booking()
    {
        await using var post = await PostServer.StartAsync(folder: _folder);
        await post.OrderAAsync(Mail.Order());

        await post.ControlAsync("/reset", []);
        await post.LogInAsync();

        Assert.Empty((await post.ControlAsync("/post/orders"))["orders"]!.AsArray());
        Assert.Equal(100, await post.OrderAAsync(Mail.Order()));
        Assert.Single(await post.TrackAAsync());
    }
}
