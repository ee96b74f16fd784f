using Hub.Core.Stores;
using Hub.Functions.Http.Messages;
using Hub.Functions.Settings;
using Hub.Functions.Trust;

namespace Hub.Functions.Azure;

/// <summary>Answers every trigger of the Functions host in its own way, whatever happens.</summary>
internal sealed partial class TriggerRunner(HubSettings settings, IHostApplicationLifetime life, TimeProvider clock, ILogger<TriggerRunner> logger)
{
    /// <summary>Well within <c>functionTimeout</c>, at whose end the host would kill the process with everything else that it does.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Messages that the store cannot take now are held here and not given back: the host would bring them again at once and, after some tens of
    /// times, put them aside, so that a minute without a database would empty the queue into its dead letters.
    /// </summary>
    public Task RunMessagesAsync(HttpContext http, Func<IReadOnlyList<TriggerMessage>, CancellationToken, Task<TriggerResult>> run) =>
        RunAsync(http, async (body, ct) => Invocation.Read(body) is { } messages
            ? await HoldAsync(http, () => run(messages, ct), ct)
            : TriggerResult.NotKept("the invocation holds no message"));

    public async Task RunAsync(HttpContext http, Func<ReadOnlyMemory<byte>, CancellationToken, Task<TriggerResult>> run)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, http.RequestAborted);
        var (function, id) = (http.Request.Path.Value!.TrimStart('/'), HostCall.IdOf(http));
        TriggerResult result;
        try
        {
            using var body = await RequestBody.ReadAsync(http.Request, settings.Intake.MaxBodyBytes, stop.Token);
            result = body is null ? TriggerResult.NotKept("the invocation is too large") : await run(body.Memory, stop.Token);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (StoreUnavailableException refused)
        {
            StoreRefused(function, id, refused.Fault, refused);
            result = TriggerResult.NotKept("the store refused: " + refused.Fault);
        }
#pragma warning disable CA1031 // The host must be answered: a fault gives the message back to its queue.
        catch (Exception failed)
#pragma warning restore CA1031
        {
            Failed(function, id, failed);
            result = TriggerResult.NotKept("failed: " + failed.GetType().Name);
        }

        if (result.IsKept)
        {
            Kept(function, id, result.Log);
        }
        else
        {
            NotKept(function, id, result.Log);
        }

        await TriggerAnswer.WriteAsync(http, result);
    }

    private async Task<TriggerResult> HoldAsync(HttpContext http, Func<Task<TriggerResult>> run, CancellationToken ct)
    {
        for (var pause = FirstPause; ; pause = pause < LongestPause / 2 ? pause * 2 : LongestPause)
        {
            try
            {
                return await run();
            }
            catch (StoreUnavailableException refused)
            {
                Held(http.Request.Path.Value!.TrimStart('/'), HostCall.IdOf(http), refused.Fault, refused);
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, life.ApplicationStopping);
                try
                {
                    await Task.Delay(pause, clock, stop.Token);
                }
                catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
                {
                    throw refused;
                }
            }
        }
    }

    [LoggerMessage(2017, LogLevel.Warning, "{Function} {InvocationId} holds its message: the store refuses with {Fault}")]
    private partial void Held(string function, Guid? invocationId, StoreFault fault, Exception refused);

    [LoggerMessage(2010, LogLevel.Debug, "{Function} {InvocationId}: {Result}")]
    private partial void Kept(string function, Guid? invocationId, string result);

    [LoggerMessage(2011, LogLevel.Warning, "{Function} {InvocationId} gives its message back: {Result}")]
    private partial void NotKept(string function, Guid? invocationId, string result);

    [LoggerMessage(2012, LogLevel.Error, "{Function} {InvocationId} was refused by the store: {Fault}")]
    private partial void StoreRefused(string function, Guid? invocationId, StoreFault fault, Exception refused);

    [LoggerMessage(2013, LogLevel.Error, "{Function} {InvocationId} failed")]
    private partial void Failed(string function, Guid? invocationId, Exception failed);
}
