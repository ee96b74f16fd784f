using Hub.Core.Inbox;
using Hub.Core.Steps;
using Hub.Postal.Calls;
using Hub.Postal.Dialects;
using Hub.Postal.Telling;
using Microsoft.Extensions.Logging;

namespace Hub.Postal.Tracking;

/// <summary>
/// Reads the feed of one operator. A page and the cursor behind it are one commit, so a page that was refused, torn off or read twice changes nothing,
/// and none is passed over. Does nothing for an operator without a feed.
/// </summary>
public sealed class FeedStep(string @operator, PostalContext context, TrackingService tracking, ILogger<FeedStep> logger) : IStep
{
    /// <summary>Names of these steps begin so; the operator's follows.</summary>
    public const string Prefix = "postal-feed:";

    private const int MaxPages = 20;
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromSeconds(10);

    public string Name => Prefix + @operator;

    public Signal Wake { get; } = new();

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        if (context.Dialects.Find(@operator) is not { Abilities.HasFeed: true } dialect)
        {
            return null;
        }

        for (var page = 1; page <= MaxPages; page++)
        {
            if (await ReadAsync(dialect, ct) is { } pause)
            {
                return context.Now + pause;
            }
        }

        return context.Now;
    }

    /// <returns>Null when another page waits; else how long to rest.</returns>
    private async Task<TimeSpan?> ReadAsync(IPostalDialect dialect, CancellationToken ct)
    {
        var name = $"{@operator}/feed";
        var every = context.Options.Operators[@operator].FeedEvery;
        var cursor = await context.Consignments.CursorAsync(name, ct);
        switch (await dialect.ReadFeedAsync(cursor, ct))
        {
            case PostalReply<FeedPage>.Ok { Value: var page }:
                var move = page.Cursor is { } to && to != cursor ? new CursorMove(name, cursor, to) : null;
                var applied = await tracking.ApplyAsync(page.Events, move, ct);
                logger.FeedRead(@operator, page.Events.Count, applied.Moved, applied.Known, applied.Conflicts, applied.UnknownCodes, applied.Strangers);
                if (page.IsStuck)
                {
                    await context.AlertAsync(PostalSentences.FeedStuck(@operator, context.Options), $"{@operator}/{context.Today.UtcTicks}", null, ct);
                }

                return !applied.IsWritten ? AfterRefusal : page.HasMore && move is not null ? null : every;
            case PostalReply<FeedPage>.Busy { After: { } after }:
                return after;
            case PostalReply<FeedPage>.LoginRefused:
                await context.AlertAsync(PostalSentences.LoginRefused(@operator, context.Options), $"{@operator}/{context.Today.UtcTicks}", null, ct);
                return every;
            case var failed:
                await context.KeepUnreadAsync(failed, @operator, "tracking", null, ct);
                logger.FeedUnread(@operator, failed is PostalReply<FeedPage>.Down down ? down.Text : failed.GetType().Name);
                return every < AfterFailure ? every : AfterFailure;
        }
    }
}
