using Hub.Core.Envelopes;
using Hub.Core.Steps;
using Hub.Functions;
using Hub.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Benchmarks;

/// <summary>A real store in a folder of its own, gone when disposed.</summary>
internal sealed class StoreOnDisk : IStore
{
    private readonly ServiceProvider _services;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _checkpoints;

    public StoreOnDisk(string? directory = null)
    {
        Folder = directory ?? Directory.CreateTempSubdirectory("hub-bench-").FullName;
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<LaneSignals>()
            .AddSingleton(new EnvelopeIds(TimeProvider.System, new Random(1)))
            .AddSqliteStore(Folder, Shipped.Wings.Store)
            .BuildServiceProvider();
        var checkpointer = _services.GetServices<IStep>().Single(step => step.Name == "sqlite-checkpointer");
        _checkpoints = ActivatorUtilities.CreateInstance<StepLoop>(_services, checkpointer).RunAsync(_stop.Token);
    }

    public string Folder { get; }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _checkpoints;
        await _services.DisposeAsync();
        _stop.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
