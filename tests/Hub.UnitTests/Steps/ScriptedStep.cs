using System.Threading.Channels;
using Hub.Core.Steps;

namespace Hub.UnitTests.Steps;

/// <summary>A step that does what the test says and tells of each run.</summary>
internal sealed class ScriptedStep(Func<int, CancellationToken, Task<DateTimeOffset?>> run) : IStep
{
    private readonly Channel<int> _runs = Channel.CreateUnbounded<int>();
    private int _count;

    public string Name => "scripted";

    public Signal Wake { get; } = new();

    public int Count => Volatile.Read(ref _count);

    /// <summary>The next run as it begins.</summary>
    public async Task<int> RanAsync() => await _runs.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        var count = Interlocked.Increment(ref _count);
        _runs.Writer.TryWrite(count);
        return run(count, ct);
    }
}
