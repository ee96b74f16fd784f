using System.Threading.Channels;
using Hub.Core.Trust;

namespace Hub.Functions.Trust;

/// <summary>
/// Audit entries of requests that changed nothing, on their way to the store. Never dropped: when the queue is full the request waits;
/// at a stop, after the last request, it is emptied.
/// </summary>
internal sealed partial class AuditQueue(IAuditLog log, TimeProvider clock, ILogger<AuditQueue> logger) : IHostedService
{
    private const int Capacity = 4096;
    private const int AtOnce = 64;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Channel<AuditEntry> _entries = Channel.CreateBounded<AuditEntry>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private Task _drain = Task.CompletedTask;

    public ValueTask AppendAsync(AuditEntry entry, CancellationToken ct) => _entries.Writer.WriteAsync(entry, ct);

    /// <returns>False when the queue is full, or closed: the entry was not taken.</returns>
    public bool TryAppend(AuditEntry entry) => _entries.Writer.TryWrite(entry);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _drain = DrainAsync();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _entries.Writer.TryComplete();
        await _drain.WaitAsync(cancellationToken);
    }

    private async Task DrainAsync()
    {
        var batch = new List<AuditEntry>(AtOnce);
        while (await _entries.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < AtOnce && _entries.Reader.TryRead(out var entry))
            {
                batch.Add(entry);
            }

            // Handed over together, so that the store commits them in one group, in this order.
            await Task.WhenAll(batch.Select(WriteAsync).ToArray());
        }
    }

    private async Task WriteAsync(AuditEntry entry)
    {
        while (true)
        {
            try
            {
                await log.AppendAsync(entry, CancellationToken.None);
                return;
            }
            catch (Exception failed) when (!_entries.Reader.Completion.IsCompleted)
            {
                CannotWrite(failed);
                await Task.Delay(Pause, clock);
            }
        }
    }

    [LoggerMessage(2001, LogLevel.Error, "The audit cannot be written; the entry waits and is tried again")]
    private partial void CannotWrite(Exception failed);
}
