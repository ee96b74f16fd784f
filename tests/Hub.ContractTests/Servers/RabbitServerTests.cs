using Hub.Tests.Servers;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Xunit;

namespace Hub.ContractTests.Servers;

/// <summary>The broker of the other tests must do what they say of it.</summary>
public sealed class RabbitServerTests
{
    [Fact]
    public async Task It_keeps_what_was_confirmed_over_every_kind_of_stop()
    {
        using var server = RabbitServer.Start();
        Action[] stops = [server.Stop, server.Kill];
        foreach (var stop in stops)
        {
            await PublishAsync(server);
            stop();
            await Assert.ThrowsAsync<BrokerUnreachableException>(() => DrainAsync(server));
            server.Begin();
        }

        Assert.Equal(2, await DrainAsync(server));
    }

    [Fact]
    public async Task Paused_it_answers_nobody_and_goes_on_afterwards()
    {
        using var server = RabbitServer.Start();
        await PublishAsync(server);

        server.Pause();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DrainAsync(server, patience.Token));
        server.Resume();

        Assert.Equal(1, await DrainAsync(server));
    }

    private static async Task PublishAsync(RabbitServer server)
    {
        await using var connection = await ConnectAsync(server, CancellationToken.None);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        await channel.QueueDeclareAsync("kept", durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await channel.BasicPublishAsync("", "kept", mandatory: true, new BasicProperties { Persistent = true }, new byte[] { 1 });
    }

    private static async Task<int> DrainAsync(RabbitServer server, CancellationToken ct = default)
    {
        await using var connection = await ConnectAsync(server, ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        var count = 0;
        while (await channel.BasicGetAsync("kept", autoAck: true, ct) is not null)
        {
            count++;
        }

        return count;
    }

    private static Task<IConnection> ConnectAsync(RabbitServer server, CancellationToken ct) =>
        new ConnectionFactory { Uri = server.Uri, AutomaticRecoveryEnabled = false }.CreateConnectionAsync(ct);
}
