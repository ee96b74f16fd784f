using Hub.Core.Stores;

namespace Hub.Functions.Azure;

/// <summary>Runs an invocation to its end and settles its messages, whatever happens.</summary>
internal sealed partial class TriggerRunner(IHostApplicationLifetime life, TimeProvider clock, ILogger<TriggerRunner> logger)
{
    /// <summary>Well within <c>functionTimeout</c>, at whose end the host would kill the process with everything else that it does.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Messages that the store cannot take now are held here and not given back: the queue would bring them again at once and, after some tens of
    /// times, put them aside, so that a minute without a database would empty it into its dead letters.
    /// </summary>
    public async Task<string> RunMessagesAsync(TriggerCall call, IReadOnlyList<TriggerMessage> messages, Func<IReadOnlyList<TriggerMessage>, CancellationToken, Task<TriggerResult>> run)
    {
        TriggerResult result;
        try
        {
            result = await LimitedAsync(call, ct => HoldAsync(call, () => run(messages, ct), ct));
        }
        catch (TriggerFailedException)
        {
            await SettleAsync(call, messages, _ => Fate.GivenBack);
            throw;
        }

        await SettleAsync(call, messages, result.Of);
        return result.Fates.Any(fate => fate.Kind is Fate.Kinds.GivenBack) ? throw Failed(call, result.Log) : Kept(call, result.Log);
    }

    public async Task<string> RunAsync(TriggerCall call, Func<CancellationToken, Task<TriggerResult>> run) => Kept(call, (await LimitedAsync(call, run)).Log);

    private async Task<TriggerResult> LimitedAsync(TriggerCall call, Func<CancellationToken, Task<TriggerResult>> run)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, call.Cancelled);
        try
        {
            return await run(stop.Token);
        }
        catch (OperationCanceledException) when (call.Cancelled.IsCancellationRequested)
        {
            throw Failed(call, "the host cancelled it");
        }
        catch (StoreUnavailableException refused)
        {
            StoreRefused(call.Function, call.InvocationId, refused.Fault, refused);
            throw Failed(call, "the store refused: " + refused.Fault);
        }
#pragma warning disable CA1031 // A fault gives the message back to its queue.
        catch (Exception failed)
#pragma warning restore CA1031
        {
            Broke(call.Function, call.InvocationId, failed);
            throw Failed(call, "failed: " + failed.GetType().Name);
        }
    }

    private async Task<TriggerResult> HoldAsync(TriggerCall call, Func<Task<TriggerResult>> run, CancellationToken ct)
    {
        for (var pause = FirstPause; ; pause = pause < LongestPause / 2 ? pause * 2 : LongestPause)
        {
            try
            {
                return await run();
            }
            catch (StoreUnavailableException refused)
            {
                Held(call.Function, call.InvocationId, refused.Fault, refused);
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, life.ApplicationStopping);
                try
                {
                    await Task.Delay(pause, clock, stop.Token);
                }
                catch (OperationCanceledException)
                {
                    throw refused;
                }
            }
        }
    }

    private async Task SettleAsync(TriggerCall call, IReadOnlyList<TriggerMessage> messages, Func<int, Fate> fateOf)
    {
        for (var i = 0; i < messages.Count; i++)
        {
            var (token, fate) = (messages[i].LockToken, fateOf(i));
            try
            {
                // Not cancelled with the invocation: what is done is done, and a message that is not settled comes again.
                await (fate.Kind switch
                {
                    Fate.Kinds.Kept => call.Settlement.CompleteAsync(token, CancellationToken.None),
                    Fate.Kinds.Dead => call.Settlement.DeadLetterAsync(token, fate.Reason!, call.Function, CancellationToken.None),
                    _ => call.Settlement.AbandonAsync(token, CancellationToken.None),
                });
            }
            catch (SettlementException refused)
            {
                NotSettled(call.Function, call.InvocationId, fate.Kind, refused);
            }
        }
    }

    private string Kept(TriggerCall call, string log)
    {
        Done(call.Function, call.InvocationId, log);
        return log;
    }

    private TriggerFailedException Failed(TriggerCall call, string log)
    {
        NotKept(call.Function, call.InvocationId, log);
        return new TriggerFailedException(log);
    }

    [LoggerMessage(2017, LogLevel.Warning, "{Function} {InvocationId} holds its message: the store refuses with {Fault}")]
    private partial void Held(string function, string invocationId, StoreFault fault, Exception refused);

    [LoggerMessage(2010, LogLevel.Debug, "{Function} {InvocationId}: {Result}")]
    private partial void Done(string function, string invocationId, string result);

    [LoggerMessage(2011, LogLevel.Warning, "{Function} {InvocationId} failed: {Result}")]
    private partial void NotKept(string function, string invocationId, string result);

    [LoggerMessage(2012, LogLevel.Error, "{Function} {InvocationId} was refused by the store: {Fault}")]
    private partial void StoreRefused(string function, string invocationId, StoreFault fault, Exception refused);

    [LoggerMessage(2013, LogLevel.Error, "{Function} {InvocationId} broke")]
    private partial void Broke(string function, string invocationId, Exception failed);

    [LoggerMessage(2019, LogLevel.Warning, "{Function} {InvocationId} could not settle its message as {Fate}; it comes again when its lock has run out")]
    private partial void NotSettled(string function, string invocationId, Fate.Kinds fate, Exception refused);
}
