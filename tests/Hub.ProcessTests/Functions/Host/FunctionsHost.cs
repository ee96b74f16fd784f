using System.Collections.Concurrent;
using Google.Protobuf;
using Hub.ProcessTests.Functions.Host.Protocol;
using Hub.Tests;
using Hub.Tests.Triggers;

namespace Hub.ProcessTests.Functions.Host;

/// <summary>
/// A simulated Azure Functions host, written from what is known of the real one: it starts the published folder's worker, loads the functions
/// that the worker tells of, forwards HTTP, invokes triggers, gives back at once what failed, and ends its worker without a word. The real host was never run.
/// </summary>
internal sealed class FunctionsHost : IAsyncDisposable
{
    private const int ErrorsUntilStop = 3;
    private readonly string _root;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly HostServer _server;
    private readonly HttpMessageInvoker _wire;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _listeners = [];
    private readonly ConcurrentQueue<RpcLog> _logs = new();
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly ConcurrentQueue<InvocationEnd> _broken = new();
    private TaskCompletionSource<WorkerLink> _ready = New();
    private WorkerProcess? _worker;
    private int _errorCount;

    private FunctionsHost(string root, IReadOnlyDictionary<string, string> settings, HostServer server)
    {
        (_root, _settings, _server, Files) = (root, settings, server, HostFiles.Read(root));
        _wire = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null });
        Client = new HttpClient(new PublicFront(this)) { BaseAddress = PublicFront.Address };
    }

    public HostFiles Files { get; }

    public IReadOnlyList<HostFunction> Functions { get; private set; } = [];

    /// <summary>Requests as the public sends them.</summary>
    public HttpClient Client { get; }

    /// <summary>What every worker logged through the host.</summary>
    public IReadOnlyCollection<RpcLog> Logs => _logs;

    /// <summary>Standard output of every worker, which the host logs as information.</summary>
    public IReadOnlyCollection<string> Output => _output;

    /// <summary>Standard error, which the host logs as errors.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    /// <summary>Invocations for requests that failed while their worker lived.</summary>
    public IReadOnlyCollection<InvocationEnd> Broken => _broken;

    public WorkerProcess Worker => _worker!;

    public WorkerLink Link => _ready.Task.IsCompletedSuccessfully ? _ready.Task.Result : throw new InvalidOperationException("No worker is ready.");

    /// <summary>Times that a worker was started.</summary>
    public int Starts { get; private set; }

    /// <summary>The host gave up after too many errors, or its worker ended as if its work were done.</summary>
    public string? Ended { get; private set; }

    public static async Task<FunctionsHost> StartAsync(string root, IReadOnlyDictionary<string, string> settings)
    {
        var host = new FunctionsHost(root, settings, await HostServer.StartAsync());
        try
        {
            await host.StartWorkerAsync();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public HostFunction Function(string name) => Functions.Single(f => f.Name == name);

    /// <summary>Delivers a queue's messages to the function whose trigger names it, as many at once as <c>host.json</c> allows.</summary>
    public void Listen(IHostQueue queue)
    {
        var function = Functions.Single(f => f.Type == "serviceBusTrigger" && f.Text("queueName") == queue.Name);
        _listeners.AddRange(Enumerable.Range(0, Files.MaxConcurrentCalls).Select(_ => ListenAsync(queue, function)));
    }

    public Task<InvocationEnd> FireAsync(string timer) => InvokeAsync(
        timer, ("timer", new TypedData { Json = """{"Schedule":{"AdjustForDST":true},"ScheduleStatus":{"Last":"2026-11-22T00:00:00","Next":"2026-11-22T00:01:00","LastUpdated":"2026-11-22T00:00:00"},"IsPastDue":false}""" }));

    /// <summary>Timers whose schedule names at least one second after the first and up to the second time.</summary>
    public IEnumerable<string> Due(DateTimeOffset after, DateTimeOffset until) =>
        from timer in Functions.Where(f => f.Type == "timerTrigger")
        let cron = new Cron(timer.Text("schedule"))
        where Enumerable.Range(1, (int)(until - after).TotalSeconds).Any(second => cron.Fits(after.AddSeconds(second)))
        select timer.Name;

    /// <summary>One message, as a trigger with cardinality one brings it.</summary>
    public async Task<InvocationEnd> DeliverAsync(string function, QueueMessage message, string? id = null, string? traceParent = null)
    {
        var link = await ReadyAsync();
        return await link.InvokeAsync(Request(id ?? Guid.NewGuid().ToString(), Function(function), traceParent ?? TraceParent(), ("messages", new TypedData { ModelBindingData = Bound(message) })));
    }

    /// <summary>Several messages in one invocation.</summary>
    public Task<InvocationEnd> DeliverManyAsync(string function, params QueueMessage[] messages) => InvokeAsync(
        function, ("messages", new TypedData { CollectionModelBindingData = new CollectionModelBindingData { ModelBindingData = { messages.Select(Bound) } } }));

    public async Task<InvocationEnd> InvokeAsync(string function, params (string Name, TypedData Data)[] input)
    {
        var link = await ReadyAsync();
        return await link.InvokeAsync(Request(Guid.NewGuid().ToString(), Function(function), TraceParent(), input));
    }

    /// <summary>Locks a message for one delivery outside of any listener.</summary>
    public void Hold(IHostQueue queue, QueueMessage message) => _server.Locks.Hold(queue, message);

    /// <summary>Forwards a request and invokes its function beside it, in that order; the answer comes back on the request's own connection.</summary>
    public async Task<HttpResponseMessage> ForwardAsync(HostFunction function, HttpRequestMessage request, CancellationToken ct)
    {
        var link = await ReadyAsync();
        var id = Guid.NewGuid().ToString();
        request.RequestUri = new Uri(link.Http, request.RequestUri!.PathAndQuery);
        request.Headers.Add("x-ms-invocation-id", id);
        var answer = _wire.SendAsync(request, ct);
        var parent = request.Headers.TryGetValues("traceparent", out var sent) ? sent.First() : TraceParent();
        var invocation = link.InvokeAsync(Request(id, function, parent, ("request", new TypedData { Http = new RpcHttp() })));
        _ = ObserveAsync(invocation);
        return await answer;
    }

    /// <summary>What the host does at a function's timeout, when it moves or scales in: SIGKILL, and a new worker.</summary>
    public async Task KillAndStartAgainAsync()
    {
        await KillAsync();
        await StartWorkerAsync();
    }

    /// <summary>The same, with a worker between that is killed while it starts.</summary>
    public async Task KillTwiceAndStartAgainAsync(TimeSpan life)
    {
        await KillAsync();
        var workerId = Guid.NewGuid().ToString();
        var link = _server.Expect(workerId);
        await using (WorkerProcess.Start(_root, Files, _server.Address, workerId, _settings, _output.Enqueue, _errors.Enqueue))
        {
            await LiveAsync(link, life);
        }

        link.End();
        await StartWorkerAsync();
    }

    /// <summary>Tells the worker to end and waits for it; after the grace period a host would kill it.</summary>
    public async Task<int> TerminateAsync(TimeSpan grace)
    {
        var (worker, link) = (_worker!, Link);
        _worker = null;
        Unready();
        link.Terminate(grace);
        var code = await worker.ExitCodeAsync().WaitAsync(Hang.Limit);
        link.End();
        await worker.DisposeAsync();
        return code;
    }

    public Task StartAgainAsync() => StartWorkerAsync();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_worker is { } worker)
        {
            _worker = null;
            await worker.DisposeAsync();
        }

        await _server.DisposeAsync();
        await Task.WhenAll(_listeners);
        Client.Dispose();
        _wire.Dispose();
        _stop.Dispose();
    }

    private async Task<WorkerLink> ReadyAsync() => await _ready.Task.WaitAsync(Hang.Limit, _stop.Token);

    // Who waits for a worker that never came to be ready waits for the next.
    private void Unready() => _ready = _ready.Task.IsCompleted ? New() : _ready;

    private async Task KillAsync()
    {
        var killed = _worker!;
        _worker = null;
        var ready = _ready;
        Unready();
        await killed.DisposeAsync();
        if (ready.Task.IsCompletedSuccessfully)
        {
            (await ready.Task).End();
        }
    }

    private async Task StartWorkerAsync()
    {
        Starts++;
        var workerId = Guid.NewGuid().ToString();
        var link = _server.Expect(workerId);
        link.Logged += _logs.Enqueue;
        var worker = WorkerProcess.Start(_root, Files, _server.Address, workerId, _settings, _output.Enqueue, _errors.Enqueue);
        _worker = worker;
        _ = WatchAsync(worker, link);
        try
        {
            await link.BeginAsync(_root);
            Functions = link.Functions;
            _ready.TrySetResult(link);
        }
        catch (IOException)
        {
            // It ended; whether it is started again the watch decides.
        }
        catch (InvalidOperationException refused)
        {
            _errors.Enqueue(refused.Message);
        }
    }

    // As WorkerProcess.cs: 0 means nothing is to be done, 200 is a clean restart, anything else an error.
    private async Task WatchAsync(WorkerProcess worker, WorkerLink link)
    {
        var code = await worker.ExitCodeAsync();
        link.End();
        if (_worker != worker)
        {
            return;
        }

        Unready();
        if (code == 0 || (code != 200 && ++_errorCount >= ErrorsUntilStop))
        {
            Ended = $"the worker ended with {code}";
            return;
        }

        await StartWorkerAsync();
    }

    private async Task LiveAsync(WorkerLink link, TimeSpan life)
    {
        using var end = new CancellationTokenSource(life);
        try
        {
            await link.BeginAsync(_root).WaitAsync(end.Token);
            await Task.Delay(Timeout.Infinite, end.Token);
        }
        catch (OperationCanceledException)
        {
            // Its time is up.
        }
    }

    private async Task ListenAsync(IHostQueue queue, HostFunction function)
    {
        try
        {
            while (true)
            {
                var message = await queue.ReceiveAsync(_stop.Token);
                _server.Locks.Hold(queue, message);
                var link = await ReadyAsync();
                var end = await link.InvokeAsync(Request(Guid.NewGuid().ToString(), function, TraceParent(), ("messages", new TypedData { ModelBindingData = Bound(message) })));
                if (!_server.Locks.TryRelease(message.LockToken.ToString(), out _))
                {
                    continue;
                }

                // The host completes by itself only where the trigger does not say that the function does; what failed it gives back, what nobody settled when its lock runs out.
                await (end.Succeeded && (function.Trigger["autoCompleteMessages"]?.GetValue<bool>() ?? true) ? queue.CompleteAsync(message, _stop.Token) : queue.AbandonAsync(message, _stop.Token));
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The host stops listening.
        }
    }

    private async Task ObserveAsync(Task<InvocationEnd> invocation)
    {
        var end = await invocation;
        if (!end.Succeeded && end != InvocationEnd.Lost)
        {
            _broken.Enqueue(end);
        }
    }

    private static InvocationRequest Request(string id, HostFunction function, string traceParent, params (string Name, TypedData Data)[] input)
    {
        var request = new InvocationRequest { InvocationId = id, FunctionId = function.Id, TraceContext = new RpcTraceContext { TraceParent = traceParent } };
        request.InputData.AddRange(input.Select(each => new ParameterBinding { Name = each.Name, Data = each.Data }));
        return request;
    }

    private static ModelBindingData Bound(QueueMessage message) => new()
    {
        Version = "1.0",
        Source = "AzureServiceBusReceivedMessage",
        ContentType = "application/octet-stream",
        Content = ByteString.CopyFrom([.. message.LockToken.ToByteArray(), .. message.Amqp().ToBytes().ToArray()]),
    };

    private static string TraceParent() => $"00-{System.Diagnostics.ActivityTraceId.CreateRandom().ToHexString()}-{System.Diagnostics.ActivitySpanId.CreateRandom().ToHexString()}-01";

    private static TaskCompletionSource<WorkerLink> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
