using Hub.Core.Steps;
using Hub.Functions.Settings;

namespace Hub.Functions.Steps;

/// <summary>Runs every loop of the hub; at a stop lets the lanes finish what is in flight.</summary>
internal sealed class StepHost(StepSet steps, LaneSet lanes, HubSettings settings, TimeProvider clock, ILogger<StepLoop> logger) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<PokableStep> _steps = [.. steps.All.Select(step => new PokableStep(step))];
    private List<StepLoop> _loops = [];
    private Task _running = Task.CompletedTask;

    /// <summary>Loops that have not come back for longer than <paramref name="patience"/>.</summary>
    public IEnumerable<string> Hanging(TimeSpan patience) =>
        _loops.Where(loop => clock.GetUtcNow() - loop.LastRun > patience).Select(loop => loop.Name);

    /// <summary>Wakes steps by name; each task ends with the step's next run.</summary>
    public IReadOnlyList<Task> Poke(Func<string, bool> covers) => [.. _steps.Where(step => covers(step.Name)).Select(step => step.PokeAsync())];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loops = [.. _steps.Select(step => new StepLoop(step, clock, logger))];
        _running = Task.WhenAll(_loops.Select(loop => Task.Run(() => loop.RunAsync(_stop.Token), CancellationToken.None)));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _running;
        await Task.WhenAll(lanes.Steps.Select(lane => lane.DrainAsync(settings.ShutdownTimeout / 2)));
    }

    public void Dispose() => _stop.Dispose();
}
