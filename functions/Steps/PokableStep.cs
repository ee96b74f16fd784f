using Hub.Core.Steps;

namespace Hub.Functions.Steps;

/// <summary>A step whose next run can be waited for. Its one loop still runs it, so that it never runs twice at once.</summary>
internal sealed class PokableStep(IStep step) : IStep
{
    private TaskCompletionSource _next = New();

    public string Name => step.Name;

    public Signal Wake => step.Wake;

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        var asked = Interlocked.Exchange(ref _next, New());
        try
        {
            var next = await step.RunOnceAsync(ct);
            asked.TrySetResult();
            return next;
        }
        catch (Exception failed)
        {
            asked.TrySetException(failed);
            throw;
        }
    }

    /// <summary>Wakes the loop; ends with the next run that starts, as it ends.</summary>
    public Task PokeAsync()
    {
        var run = Volatile.Read(ref _next).Task;
        Wake.Ring();
        return run;
    }

    private static TaskCompletionSource New()
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        // Mostly nobody asked, and then a failed run is the loop's business alone.
        _ = source.Task.ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return source;
    }
}
