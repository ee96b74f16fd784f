using Hub.Core.Envelopes;
using Hub.Core.Steps;
using Hub.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.ContractTests;

/// <summary>One store with data of its own. A dialect joins the suites by deriving from this.</summary>
public abstract class StoreFixture : IAsyncDisposable
{
    private ServiceProvider? _services;

    public ManualClock Clock { get; } = new();

    public LaneSignals Signals { get; } = new();

    public EnvelopeIds Ids { get; }

    protected StoreFixture() => Ids = new EnvelopeIds(Clock, new Random(20260302));

    /// <summary>Opens a store without any data.</summary>
    public Task<IServiceProvider> CreateAsync() => OpenAsync();

    /// <summary>Closes the store in good order and opens the same data, as after a restart.</summary>
    public async Task<IServiceProvider> ReopenAsync()
    {
        await CloseAsync();
        var store = await OpenAsync();
        await LeasesRunOutAsync(store);
        return store;
    }

    /// <summary>Opens the data as they lie there at this moment, as after a kill: nothing was closed, nothing given back.</summary>
    public abstract Task<IServiceProvider> KillAsync();

    /// <summary>Runs one statement past the ports, as somebody with a database tool would.</summary>
    public abstract Task TamperAsync(string sql);

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await DestroyAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Lets pass what must pass after a start before leases of a former process are free. A store that serves one process frees them as it opens;
    /// one that others may share waits until they have run out.
    /// </summary>
    protected virtual Task LeasesRunOutAsync(IServiceProvider store) => Task.CompletedTask;

    protected abstract void AddStore(IServiceCollection services);

    /// <summary>Removes the data.</summary>
    protected abstract Task DestroyAsync();

    protected Task<IServiceProvider> OpenAsync()
    {
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(Signals)
            .AddSingleton(Ids);
        AddStore(services);
        _services = services.BuildServiceProvider();
        return Task.FromResult<IServiceProvider>(_services);
    }

    /// <summary>Leaves the store as it stands, open; whoever asks must dispose of it in the end.</summary>
    protected IAsyncDisposable? Forget()
    {
        var left = _services;
        _services = null;
        return left;
    }

    /// <summary>Closes the store and leaves its data.</summary>
    public async Task CloseAsync()
    {
        if (_services is { } services)
        {
            _services = null;
            await services.DisposeAsync();
        }
    }
}
