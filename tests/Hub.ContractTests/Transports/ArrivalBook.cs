using Hub.Core.Outbox;
using Hub.Core.Steps;
using Hub.Core.Transports;
using Hub.Tests;
using Xunit;

namespace Hub.ContractTests.Transports;

/// <summary>What arrived at one hub process, in order.</summary>
internal sealed class ArrivalBook
{
    private readonly Lock _gate = new();
    private readonly List<Arrival> _arrivals = [];
    private readonly Signal _bell;

    public ArrivalBook(Signal? bell = null) => _bell = bell ?? new Signal();

    /// <summary>What becomes of an arrival at once.</summary>
    public Action<Arrival> Then { get; set; } = static _ => { };

    public IReadOnlyList<Arrival> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _arrivals];
            }
        }
    }

    public IEnumerable<Notice> Notices => All.Select(arrival => arrival.Notice);

    public void Add(Arrival arrival)
    {
        lock (_gate)
        {
            _arrivals.Add(arrival);
        }

        Then(arrival);
        _bell.Ring();
    }

    public async Task<IReadOnlyList<Arrival>> CountedAsync(int count)
    {
        await UntilAsync(() => All.Count >= count, () => $"{All.Count} of {count} arrived");
        return All;
    }

    /// <summary>Looks again after each arrival at any book with this bell.</summary>
    public async Task UntilAsync(Func<bool> isDone, Func<string> standing)
    {
        while (true)
        {
            var seen = _bell.Rings;
            if (isDone())
            {
                return;
            }

            try
            {
                await _bell.RungAfterAsync(seen).WaitAsync(Hang.Limit);
            }
            catch (TimeoutException)
            {
                Assert.Fail(standing());
            }
        }
    }
}
