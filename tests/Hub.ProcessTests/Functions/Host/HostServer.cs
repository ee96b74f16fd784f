using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Hub.ProcessTests.Functions.Host.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RpcException = Grpc.Core.RpcException;

namespace Hub.ProcessTests.Functions.Host;

/// <summary>The host's own end of the wire: workers connect to it, and settle their messages there.</summary>
internal sealed class HostServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, WorkerLink> _expected = new(StringComparer.Ordinal);
    private readonly WebApplication _app;

    private HostServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public LockTable Locks { get; } = new();

    public static async Task<HostServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = HttpProtocols.Http2));
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc(grpc => (grpc.MaxReceiveMessageSize, grpc.MaxSendMessageSize) = (null, null));
        HostServer server = null!;
        builder.Services.AddSingleton(_ => server);
        var app = builder.Build();
        app.MapGrpcService<Stream>();
        app.MapGrpcService<Settling>();
        server = new HostServer(app);
        await app.StartAsync();
        return server;
    }

    /// <summary>A worker with this id will connect.</summary>
    public WorkerLink Expect(string workerId) => _expected[workerId] = new WorkerLink();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private sealed class Stream(HostServer server) : FunctionRpc.FunctionRpcBase
    {
        public override async Task EventStream(IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
        {
            if (await requestStream.MoveNext(context.CancellationToken) && requestStream.Current.StartStream is { } start && server._expected.TryRemove(start.WorkerId, out var link))
            {
                await link.RunAsync(requestStream, responseStream, context.CancellationToken);
            }
        }
    }

    private sealed class Settling(HostServer server) : Settlement.SettlementBase
    {
        // A worker that dies while the host settles takes nothing back.
        public override Task<Empty> Complete(CompleteRequest request, ServerCallContext context) => SettleAsync(request.Locktoken, static (queue, message) => queue.CompleteAsync(message, default));

        public override Task<Empty> Abandon(AbandonRequest request, ServerCallContext context) => SettleAsync(request.Locktoken, static (queue, message) => queue.AbandonAsync(message, default));

        public override Task<Empty> Deadletter(DeadletterRequest request, ServerCallContext context) =>
            SettleAsync(request.Locktoken, (queue, message) => queue.DeadLetterAsync(message, request.DeadletterReason, request.DeadletterErrorDescription, default));

        private async Task<Empty> SettleAsync(string token, Func<IHostQueue, Tests.Triggers.QueueMessage, Task> settle)
        {
            if (!server.Locks.TryRelease(token, out var held))
            {
                throw new RpcException(new Status(StatusCode.NotFound, "The lock is lost."));
            }

            await settle(held.Queue, held.Message);
            return new Empty();
        }
    }
}

/// <summary>The messages that are locked for an invocation, by the tokens of their locks.</summary>
internal sealed class LockTable
{
    private readonly ConcurrentDictionary<string, (IHostQueue Queue, Tests.Triggers.QueueMessage Message)> _held = new(StringComparer.OrdinalIgnoreCase);

    public void Hold(IHostQueue queue, Tests.Triggers.QueueMessage message) => _held[message.LockToken.ToString()] = (queue, message);

    public bool TryRelease(string token, out (IHostQueue Queue, Tests.Triggers.QueueMessage Message) held) => _held.TryRemove(token, out held);
}
