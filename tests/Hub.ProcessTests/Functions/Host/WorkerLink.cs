using System.Collections.Concurrent;
using System.Threading.Channels;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Hub.ProcessTests.Functions.Host.Protocol;
using Hub.Tests;
using RpcException = Grpc.Core.RpcException;

namespace Hub.ProcessTests.Functions.Host;

/// <summary>The conversation with one worker, from its first message until the stream ends.</summary>
internal sealed class WorkerLink
{
    private readonly Channel<StreamingMessage> _out = Channel.CreateUnbounded<StreamingMessage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _asked = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Invoked> _invoked = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isOver;

    /// <summary>What the worker logs.</summary>
    public event Action<RpcLog> Logged = static _ => { };

    public IReadOnlyDictionary<string, string> Capabilities { get; private set; } = new Dictionary<string, string>();

    public string WorkerVersion { get; private set; } = "";

    /// <summary>Where requests are forwarded to.</summary>
    public Uri Http => new(Capabilities["HttpUri"]);

    public IReadOnlyList<HostFunction> Functions { get; private set; } = [];

    /// <summary>Says good day, asks for the functions and loads each of them.</summary>
    public async Task BeginAsync(string root)
    {
        await _open.Task.WaitAsync(Hang.Limit);
        var init = (await AskAsync(new StreamingMessage
        {
            WorkerInitRequest = new WorkerInitRequest { HostVersion = "4.1042.100", WorkerDirectory = root, FunctionAppDirectory = root, Capabilities = { ["V2Compatable"] = "False" } },
        })).WorkerInitResponse;
        Check(init.Result);
        (Capabilities, WorkerVersion) = (init.Capabilities, init.WorkerVersion);

        var told = (await AskAsync(new StreamingMessage { FunctionsMetadataRequest = new FunctionsMetadataRequest { FunctionAppDirectory = root } })).FunctionMetadataResponse;
        Check(told.Result);
        if (told.UseDefaultMetadataIndexing)
        {
            throw new InvalidOperationException("The host would read functions.metadata instead.");
        }

        Functions = [.. told.FunctionMetadataResults.Select(HostFunction.Of)];
        foreach (var function in Functions)
        {
            // The host loads what it made of the raw bindings, under the id that the worker gave.
            var metadata = new RpcFunctionMetadata { Name = function.Name, EntryPoint = function.Metadata.EntryPoint, ScriptFile = function.Metadata.ScriptFile, Directory = root };
            foreach (var binding in function.Bindings)
            {
                var isOut = binding["direction"]!.GetValue<string>().Equals("out", StringComparison.OrdinalIgnoreCase);
                metadata.Bindings.Add(binding["name"]!.GetValue<string>(), new BindingInfo { Type = binding["type"]!.GetValue<string>(), Direction = isOut ? BindingInfo.Types.Direction.Out : BindingInfo.Types.Direction.In });
            }

            Check((await AskAsync(new StreamingMessage { FunctionLoadRequest = new FunctionLoadRequest { FunctionId = function.Id, Metadata = metadata } })).FunctionLoadResponse.Result);
        }
    }

    /// <summary>Ends as the invocation does, or in failure when the worker is gone.</summary>
    public async Task<InvocationEnd> InvokeAsync(InvocationRequest request)
    {
        var invoked = _invoked[request.InvocationId] = new Invoked();
        try
        {
            if (_isOver)
            {
                return InvocationEnd.Lost;
            }

            Send(new StreamingMessage { RequestId = Guid.NewGuid().ToString(), InvocationRequest = request });
            return await invoked.End.Task;
        }
        finally
        {
            _invoked.TryRemove(request.InvocationId, out _);
        }
    }

    public void Cancel(string invocationId) => Send(new StreamingMessage { InvocationCancel = new InvocationCancel { InvocationId = invocationId, GracePeriod = Duration.FromTimeSpan(TimeSpan.FromSeconds(5)) } });

    public void Terminate(TimeSpan grace) => Send(new StreamingMessage { WorkerTerminate = new WorkerTerminate { GracePeriod = Duration.FromTimeSpan(grace) } });

    public async Task StatusAsync() => _ = (await AskAsync(new StreamingMessage { WorkerStatusRequest = new WorkerStatusRequest() })).WorkerStatusResponse
        ?? throw new InvalidOperationException("No answer about its state.");

    public async Task RunAsync(IAsyncStreamReader<StreamingMessage> requests, IServerStreamWriter<StreamingMessage> responses, CancellationToken ct)
    {
        var writing = WriteAsync(responses, ct);
        _open.TrySetResult();
        try
        {
            while (await requests.MoveNext(ct))
            {
                Take(requests.Current);
            }
        }
        catch (Exception torn) when (torn is IOException or OperationCanceledException or RpcException or InvalidOperationException)
        {
            // The worker is gone.
        }

        End();
        await writing;
    }

    /// <summary>The worker's process has ended.</summary>
    public void End()
    {
        _isOver = true;
        _out.Writer.TryComplete();
        foreach (var invoked in _invoked.Values)
        {
            invoked.End.TrySetResult(InvocationEnd.Lost);
        }

        foreach (var asked in _asked.Values)
        {
            asked.TrySetException(new IOException("The worker is gone."));
        }

        _open.TrySetException(new IOException("The worker ended before it connected."));
    }

    private void Take(StreamingMessage message)
    {
        switch (message.ContentCase)
        {
            case StreamingMessage.ContentOneofCase.RpcLog:
                Logged(message.RpcLog);
                if (_invoked.TryGetValue(message.RpcLog.InvocationId, out var loud))
                {
                    loud.Logs.Enqueue(message.RpcLog.Message);
                }

                break;
            case StreamingMessage.ContentOneofCase.InvocationResponse:
                if (_invoked.TryGetValue(message.InvocationResponse.InvocationId, out var done))
                {
                    done.End.TrySetResult(new InvocationEnd(message.InvocationResponse.Result.Status, message.InvocationResponse.Result.Exception?.Message ?? "", [.. done.Logs]));
                }

                break;
            default:
                if (_asked.TryRemove(message.RequestId, out var asked))
                {
                    asked.TrySetResult(message);
                }

                break;
        }
    }

    private Task<StreamingMessage> AskAsync(StreamingMessage question)
    {
        question.RequestId = Guid.NewGuid().ToString();
        var answer = _asked[question.RequestId] = New<StreamingMessage>();
        Send(question);
        if (_isOver)
        {
            answer.TrySetException(new IOException("The worker is gone."));
        }

        return answer.Task.WaitAsync(Hang.Limit);
    }

    private void Send(StreamingMessage message) => _out.Writer.TryWrite(message);

    private async Task WriteAsync(IServerStreamWriter<StreamingMessage> responses, CancellationToken ct)
    {
        try
        {
            await foreach (var message in _out.Reader.ReadAllAsync(ct))
            {
                await responses.WriteAsync(message, ct);
            }
        }
        catch (Exception torn) when (torn is IOException or OperationCanceledException or RpcException or InvalidOperationException)
        {
            // The reading side ends it.
        }
    }

    private static void Check(StatusResult result)
    {
        if (result.Status is not StatusResult.Types.Status.Success)
        {
            throw new InvalidOperationException($"{result.Status}: {result.Exception?.Message} {result.Exception?.StackTrace}");
        }
    }

    private static TaskCompletionSource<T> New<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Invoked
    {
        public TaskCompletionSource<InvocationEnd> End { get; } = New<InvocationEnd>();

        public ConcurrentQueue<string> Logs { get; } = new();
    }
}

/// <summary>How an invocation ended for the host.</summary>
/// <param name="Logs">What the worker logged of it.</param>
internal sealed record InvocationEnd(StatusResult.Types.Status Status, string Reason, IReadOnlyList<string> Logs)
{
    public static readonly InvocationEnd Lost = new(StatusResult.Types.Status.Failure, "the worker is gone", []);

    public bool Succeeded => Status is StatusResult.Types.Status.Success;

    /// <summary>Whether the hub said this of it.</summary>
    public bool Says(string words) => Logs.Any(line => line.EndsWith(": " + words, StringComparison.Ordinal));
}
