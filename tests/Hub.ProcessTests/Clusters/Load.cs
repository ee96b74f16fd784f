using System.Collections.Concurrent;
using System.Globalization;
using Hub.Tests.Centres;

namespace Hub.ProcessTests.Clusters;

/// <summary>A case system that posts one dossier after the other while something happens to the cluster.</summary>
internal sealed class Load(Cluster cluster, int day)
{
    private const int Clerks = 4;
    private readonly ConcurrentQueue<Story> _answered = new();
    private Task _posting = Task.CompletedTask;
    private int _number;
    private volatile bool _isOver;

    /// <summary>Dossiers whose events have all been answered.</summary>
    public IReadOnlyCollection<Story> Answered => _answered;

    public void Start() => _posting = Task.WhenAll(Enumerable.Range(0, Clerks).Select(_ => Task.Run(ClerkAsync)));

    /// <summary>Until so many more have been answered.</summary>
    public Task MoreAsync(int count)
    {
        var enough = _answered.Count + count;
        return Eventually.HoldsAsync($"{count} more dossiers are answered", () => _posting.IsFaulted ? throw _posting.Exception : Task.FromResult(_answered.Count >= enough));
    }

    public async Task StopAsync()
    {
        _isOver = true;
        await _posting;
    }

    private async Task ClerkAsync()
    {
        // What the tests wait for would otherwise be spent on ever more dossiers.
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (!_isOver)
        {
            var story = new Story(string.Create(CultureInfo.InvariantCulture, $"000.00.01.H40-2611{day:00}-{Interlocked.Increment(ref _number):00000}"))
                .Received().Noted("Chuyển bước", 1).Status("processing", 2);
            await cluster.PostAsync(story.Events);
            _answered.Enqueue(story);
            await pace.WaitForNextTickAsync();
        }
    }
}
