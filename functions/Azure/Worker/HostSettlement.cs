using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace Hub.Functions.Azure.Worker;

/// <summary>
/// Settles through the host, which holds the receiver and with it the locks: gRPC service <c>Settlement</c> of the host's Service Bus extension,
/// at the address that the host gave the worker. Its messages are a token and two texts, so they are written here by hand.
/// </summary>
internal sealed class HostSettlement(IConfiguration configuration) : ISettlement, IDisposable
{
    private const string Service = "Settlement";
    private const int LockToken = 1;
    private const int Reason = 3;
    private const int Description = 4;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(static bytes => bytes, static bytes => bytes);
    private static readonly Method<byte[], byte[]> Complete = Call("Complete");
    private static readonly Method<byte[], byte[]> Abandon = Call("Abandon");
    private static readonly Method<byte[], byte[]> Deadletter = Call("Deadletter");

    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(
        configuration["Functions:Worker:HostEndpoint"] ?? throw new InvalidOperationException("The host named no address."));

    public Task CompleteAsync(string lockToken, CancellationToken ct) => SettleAsync(Complete, Written(output => Text(output, LockToken, lockToken)), ct);

    public Task AbandonAsync(string lockToken, CancellationToken ct) => SettleAsync(Abandon, Written(output => Text(output, LockToken, lockToken)), ct);

    public Task DeadLetterAsync(string lockToken, string reason, string description, CancellationToken ct) => SettleAsync(
        Deadletter,
        Written(output =>
        {
            Text(output, LockToken, lockToken);
            Wrapped(output, Reason, reason);
            Wrapped(output, Description, description);
        }),
        ct);

    public void Dispose() => _channel.Dispose();

    private async Task SettleAsync(Method<byte[], byte[]> how, byte[] request, CancellationToken ct)
    {
        try
        {
            using var limit = new CancellationTokenSource(Limit);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
            using var call = _channel.CreateCallInvoker().AsyncUnaryCall(how, null, new CallOptions(cancellationToken: stop.Token), request);
            await call;
        }
        catch (RpcException refused)
        {
            throw new SettlementException($"{how.Name}: {refused.StatusCode}", refused);
        }
    }

    private static Method<byte[], byte[]> Call(string name) => new(MethodType.Unary, Service, name, Bytes, Bytes);

    private static byte[] Written(Action<CodedOutputStream> write)
    {
        using var memory = new MemoryStream();
        using (var output = new CodedOutputStream(memory, leaveOpen: true))
        {
            write(output);
        }

        return memory.ToArray();
    }

    private static void Text(CodedOutputStream output, int field, string text)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(text);
    }

    // A text that may be absent travels as a message with the text in it.
    private static void Wrapped(CodedOutputStream output, int field, string text)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(Written(inner => Text(inner, LockToken, text))));
    }
}
