using System.Collections.Concurrent;
using Hub.Tests.Triggers;

namespace Hub.ProcessTests.Functions.Host;

/// <summary>
/// A simulated Azure Functions host, written from what is known of the real one: it starts the published folder's own executable, waits for
/// it, forwards HTTP, invokes triggers, gives back at once what failed, and ends its handler without a word. The real host was never run.
/// </summary>
internal sealed class FunctionsHost : IAsyncDisposable
{
    private const int ErrorsUntilStop = 3;
    private static readonly Uri Public = new("https://hub.example.gov.vn/");
    private readonly string _root;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly HttpClient _wire;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _listeners = [];
    private readonly ConcurrentQueue<string> _information = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly ConcurrentQueue<InvocationEnd> _hung = new();
    private TaskCompletionSource<HandlerProcess> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HandlerProcess? _handler;
    private int _errorCount;

    private FunctionsHost(string root, IReadOnlyDictionary<string, string> settings)
    {
        (_root, _settings, File, Functions) = (root, settings, HostFile.Read(root), FunctionFile.ReadAll(root));
        _wire = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false }) { Timeout = File.FunctionTimeout + TimeSpan.FromMinutes(1) };
        Client = new HttpClient(new PublicFront(this)) { BaseAddress = Public };
    }

    public HostFile File { get; }

    public IReadOnlyList<FunctionFile> Functions { get; }

    /// <summary>Requests as the public sends them.</summary>
    public HttpClient Client { get; }

    /// <summary>Standard output of every handler, which the host logs as information.</summary>
    public IReadOnlyCollection<string> Information => _information;

    /// <summary>Standard error, which the host logs as errors.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    /// <summary>Invocations that would never have ended.</summary>
    public IReadOnlyCollection<InvocationEnd> Hung => _hung;

    public HandlerProcess Handler => _handler!;

    /// <summary>Times that a handler was started.</summary>
    public int Starts { get; private set; }

    /// <summary>The host gave up after too many errors, or its handler ended as if its work were done.</summary>
    public string? Ended { get; private set; }

    public static async Task<FunctionsHost> StartAsync(string root, IReadOnlyDictionary<string, string> settings)
    {
        var host = new FunctionsHost(root, settings);
        await host.StartHandlerAsync();
        return host;
    }

    public FunctionFile Function(string name) => Functions.Single(f => f.Name == name);

    /// <summary>Delivers a queue's messages to the function that its <c>function.json</c> names, as many at once as <c>host.json</c> allows.</summary>
    public void Listen(IHostQueue queue)
    {
        var function = Functions.Single(f => f.Type == "serviceBusTrigger" && f.Text("queueName") == queue.Name);
        _listeners.AddRange(Enumerable.Range(0, File.MaxConcurrentCalls).Select(_ => ListenAsync(queue, function)));
    }

    public Task<InvocationEnd> FireAsync(string timer) => InvokeAsync(Function(timer).Name, TriggerBody.Timer());

    /// <summary>Timers whose schedule names at least one second after the first and up to the second time.</summary>
    public IEnumerable<string> Due(DateTimeOffset after, DateTimeOffset until) =>
        from timer in Functions.Where(f => f.Type == "timerTrigger")
        let cron = new Cron(timer.Text("schedule"))
        where Enumerable.Range(1, (int)(until - after).TotalSeconds).Any(second => cron.Fits(after.AddSeconds(second)))
        select timer.Name;

    public async Task<InvocationEnd> InvokeAsync(string function, string body)
    {
        var handler = await _ready.Task.WaitAsync(4 * File.InitializationTimeout, _stop.Token);
        var end = await Invoker.InvokeAsync(_wire, handler.Port, function, body, _stop.Token);
        if (end.Hung)
        {
            _hung.Enqueue(end);
        }

        return end;
    }

    public async Task<HttpResponseMessage> ForwardAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var handler = await _ready.Task.WaitAsync(4 * File.InitializationTimeout, _stop.Token);
        request.RequestUri = new Uri($"http://127.0.0.1:{handler.Port}{request.RequestUri}");
        Invoker.Sign(request);
        return await _wire.SendAsync(request, ct);
    }

    /// <summary>What the host does at a function's timeout, when it moves or scales in: SIGKILL, and a new handler.</summary>
    public async Task KillAndStartAgainAsync()
    {
        await KillAsync();
        await StartHandlerAsync();
    }

    /// <summary>The same, with a handler between that is killed while it starts.</summary>
    public async Task KillTwiceAndStartAgainAsync(TimeSpan life)
    {
        await KillAsync();
        await using (var young = HandlerProcess.Start(_root, File, _settings, _information.Enqueue, _errors.Enqueue))
        {
            await young.LiveAsync(_wire, life);
        }

        await StartHandlerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_listeners);
        if (_handler is { } handler)
        {
            _handler = null;
            await handler.DisposeAsync();
        }

        Client.Dispose();
        _wire.Dispose();
        _stop.Dispose();
    }

    private async Task KillAsync()
    {
        var killed = _handler!;
        _handler = null;
        _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await killed.DisposeAsync();
    }

    private async Task StartHandlerAsync()
    {
        Starts++;
        var handler = HandlerProcess.Start(_root, File, _settings, _information.Enqueue, _errors.Enqueue);
        _handler = handler;
        var isReady = await handler.ReadyAsync(_wire, File.InitializationTimeout);
        _ = WatchAsync(handler);
        if (isReady)
        {
            _ready.TrySetResult(handler);
        }
    }

    // As WorkerProcess.cs: 0 means nothing is to be done, 200 is a clean restart, anything else an error.
    private async Task WatchAsync(HandlerProcess handler)
    {
        var code = await handler.ExitCodeAsync();
        if (_handler != handler)
        {
            return;
        }

        _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        if (code == 0 || (code != 200 && ++_errorCount >= ErrorsUntilStop))
        {
            Ended = $"the handler ended with {code}";
            return;
        }

        await StartHandlerAsync();
    }

    private async Task ListenAsync(IHostQueue queue, FunctionFile function)
    {
        try
        {
            while (true)
            {
                var message = await queue.ReceiveAsync(_stop.Token);
                var end = await InvokeAsync(function.Name, TriggerBody.Of(function, message));
                await (end.Succeeded ? queue.CompleteAsync(message, _stop.Token) : queue.AbandonAsync(message, _stop.Token));
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The host stops listening.
        }
    }
}
