using Hub.Core.Steps;
using Hub.Core.Tasks;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;
using Hub.Postal.Telling;
using Microsoft.Extensions.Logging;

namespace Hub.Postal.Watching;

/// <summary>
/// Finds the consignments that somebody must look at: a live one that was silent too long, a lost or returned one whose deadline passed.
/// Each gives a task and a <c>postal.exception</c>; a silent one is looked at again after as long.
/// </summary>
public sealed class PostalWatchStep(
    IConsignments consignments, ITasks tasks, PostalOptions options, PostalWatch watch, PostalAlerts alerts, TimeProvider clock, ILogger<PostalWatchStep> logger) : IStep
{
    private const int Batch = 100;

    public string Name => "postal-watch";

    public Signal Wake { get; } = new();

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var due = await consignments.ToWatchAsync(now, Batch, ct);
        var written = 0;
        foreach (var consignment in due)
        {
            written += await LookAsync(consignment, now, ct) ? 1 : 0;
        }

        // One that moved meanwhile was refused and may be due still; all refused means to wait rather than to spin.
        return due.Count == Batch && written > 0 ? now : now + options.WatchEvery;
    }

    private async Task<bool> LookAsync(Consignment consignment, DateTimeOffset now, CancellationToken ct)
    {
        var after = consignment with { WatchAt = consignment.IsLive ? watch.After(consignment.State, now) : null };
        if (await AlertAsync(consignment, ct) is not { } alert)
        {
            return await consignments.CommitAsync(new PostalBatch { Consignments = [after] }, ct);
        }

        logger.Overdue(consignment.Number, alert.Kind);
        var (task, told) = alerts.Raise(alert, $"{consignment.Number}/{consignment.WatchAt?.UtcTicks}", consignment, now);
        return await consignments.CommitAsync(new PostalBatch { Consignments = [after], Tasks = [task], Events = [told] }, ct);
    }

    private async Task<PostalAlert?> AlertAsync(Consignment consignment, CancellationToken ct) => consignment.State switch
    {
        ConsignmentState.Lost => await IsOpenAsync(PostalTaskKinds.ParcelLost, consignment, ct) ? PostalSentences.LostOverdue(consignment, options) : null,
        ConsignmentState.Returned => await IsOpenAsync(PostalTaskKinds.ParcelReturned, consignment, ct) ? PostalSentences.ReturnOverdue(consignment, options) : null,
        var state => options.Silence.DaysOf(state) is { } days ? PostalSentences.Silent(consignment, days, options) : null,
    };

    // A person who ended the task, or another consignment that took its place, settled it in time.
    private async Task<bool> IsOpenAsync(string kind, Consignment consignment, CancellationToken ct) =>
        (await tasks.ListAsync(open: true, kind, null, consignment.Dossier, null, null, 100, ct)).Any(task => task.Subject == consignment.Number);
}
