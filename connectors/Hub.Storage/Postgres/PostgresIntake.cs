using System.Threading.Channels;
using Hub.Core.Envelopes;
using Hub.Core.Inbox;
using Hub.Core.Stores;
using Hub.Core.Trust;

namespace Hub.Storage.Postgres;

/// <summary>
/// Takes all submissions that wait, writes them in one transaction and only then answers each caller. While one commit is on its way to the
/// disk the next group gathers, so the disk's pace sets the group's size. Where another instance writes too, the group gathers until the gate
/// is taken: those who take turns write as many at once as one alone would.
/// </summary>
internal sealed class PostgresIntake : IAsyncDisposable
{
    private const int MaxGroup = 512;
    private const long MaxGroupBytes = 8 * 1024 * 1024;
    private readonly PostgresRunner _runner;
    private readonly EnvelopeIds _ids;
    private readonly Channel<Work> _waiting = Channel.CreateUnbounded<Work>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _loop;
    private long _lastEvent;
    private bool _isShared;

    public PostgresIntake(PostgresRunner runner, EnvelopeIds ids)
    {
        (_runner, _ids) = (runner, ids);
        _loop = LoopAsync();
    }

    public Task<IReadOnlyList<Verdict>> AcceptAsync(IReadOnlyList<Submission> submissions, AuditEntry? audit, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var work = new Work(submissions, audit);
        ObjectDisposedException.ThrowIf(!_waiting.Writer.TryWrite(work), this);
        return work.Done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
    }

    private async Task LoopAsync()
    {
        var group = new List<Work>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            if (!_isShared)
            {
                Gather(group);
            }

            await CommitAsync(group);
            group.Clear();
        }
    }

    // A group that is tried again stays as it was.
    private void Gather(List<Work> group)
    {
        var (size, bytes) = (0, 0L);
        while (size < MaxGroup && bytes < MaxGroupBytes && _waiting.Reader.TryRead(out var work))
        {
            group.Add(work);
            size += work.Submissions.Count;
            bytes += work.Submissions.Sum(submission => (long)submission.Event.Data.Length);
        }
    }

    private async Task CommitAsync(List<Work> group)
    {
        IReadOnlyList<Verdict> verdicts;
        try
        {
            verdicts = await WriteAsync(group);
        }
#pragma warning disable CA1031 // Whatever went wrong belongs to one of the callers; running each alone finds out whose it is.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (group.Count == 0)
            {
                Gather(group);
            }

            // A store that is away refuses each of them alike.
            if (group.Count == 1 || exception is StoreUnavailableException)
            {
                group.ForEach(work => work.Done.TrySetException(exception));
                return;
            }

            foreach (var work in group)
            {
                await CommitAsync([work]);
            }

            return;
        }

        var from = 0;
        foreach (var work in group)
        {
            work.Done.TrySetResult([.. verdicts.Skip(from).Take(work.Submissions.Count)]);
            from += work.Submissions.Count;
        }
    }

    private Task<IReadOnlyList<Verdict>> WriteAsync(List<Work> group)
    {
        EventGroup events = null!;
        return _runner.RunUnderGateAsync(
            group.Count == 0,
            (batch, floor) =>
            {
                if (group.Count == 0)
                {
                    Gather(group);
                }

                events = new EventGroup([.. group.SelectMany(work => work.Submissions)], _ids);
                events.Ask(batch, floor);
            },
            reader => events.ReadAsync(reader),
            async (session, ct) =>
            {
                var verdicts = await events.WriteAsync(session, ct);
                foreach (var work in group)
                {
                    if (work.Audit is { } audit)
                    {
                        session.Audit(audit);
                    }
                }

                // Somebody else has taken numbers since.
                _isShared = session.Gate.Events.Before != _lastEvent;
                _lastEvent = session.Gate.Events.Now;
                return verdicts;
            }, CancellationToken.None);
    }

    private sealed record Work(IReadOnlyList<Submission> Submissions, AuditEntry? Audit)
    {
        public TaskCompletionSource<IReadOnlyList<Verdict>> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
