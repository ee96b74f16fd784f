using Hub.Core.Steps;
using Hub.Postal.Calls;
using Hub.Postal.Consignments;
using Hub.Postal.Dialects;
using Hub.Postal.Telling;
using Microsoft.Extensions.Logging;

namespace Hub.Postal.Tracking;

/// <summary>
/// Asks one operator for each consignment whose time has come, the longest due first. The pause to the next question doubles while there is no news and
/// begins anew when there is. Does nothing for an operator that tells by a feed or cannot be asked.
/// </summary>
public sealed class PollStep(string @operator, PostalContext context, TrackingService tracking, ILogger<PollStep> logger) : IStep
{
    /// <summary>Names of these steps begin so; the operator's follows.</summary>
    public const string Prefix = "postal-poll:";

    private const int Batch = 50;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestLook = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShortestLook = TimeSpan.FromSeconds(1);

    public string Name => Prefix + @operator;

    public Signal Wake { get; } = new();

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        if (context.Dialects.Find(@operator) is not { Abilities: { HasFeed: false, LooksUp: true } } dialect)
        {
            return null;
        }

        var (began, settled) = (context.Now, 0);
        var due = await context.Consignments.ToPollAsync(@operator, began, Batch, ct);
        foreach (var consignment in due)
        {
            var (pause, isSettled) = await AskAsync(dialect, consignment, ct);
            if (pause is { } rest)
            {
                return context.Now + rest;
            }

            settled += isSettled ? 1 : 0;
            if (context.Now - began > Longest)
            {
                return context.Now;
            }
        }

        // One that moved meanwhile is due still; all of them means to wait rather than to spin.
        return due.Count == Batch && settled > 0 ? context.Now : context.Now + Look(context.Options.Operators[@operator].PollEvery);
    }

    // No consignment is due sooner than the settings say; looking costs little, but is no spinning.
    private static TimeSpan Look(TimeSpan every) => every < ShortestLook ? ShortestLook : every < LongestLook ? every : LongestLook;

    /// <returns><c>Pause</c> is set when the operator cannot be asked now at all.</returns>
    private async Task<(TimeSpan? Pause, bool IsSettled)> AskAsync(IPostalDialect dialect, Consignment consignment, CancellationToken ct)
    {
        switch (await dialect.AskAsync(consignment.Number, ct))
        {
            case PostalReply<IReadOnlyList<TrackingEvent>>.Ok told:
                var applied = await tracking.ApplyAsync(told.Value, null, ct);
                return (null, applied.IsWritten && await PostponeAsync(consignment, applied.IsNews, ct));
            case PostalReply<IReadOnlyList<TrackingEvent>>.NotFound or PostalReply<IReadOnlyList<TrackingEvent>>.Refused:
                logger.NotKnownThere(@operator, consignment.Number);
                return (null, await PostponeAsync(consignment, isNews: false, ct));
            case PostalReply<IReadOnlyList<TrackingEvent>>.Busy { After: { } after }:
                return (after, false);
            case PostalReply<IReadOnlyList<TrackingEvent>>.LoginRefused:
                await context.AlertAsync(PostalSentences.LoginRefused(@operator, context.Options), $"{@operator}/{context.Today.UtcTicks}", null, ct);
                return (context.Options.PersonPause, false);
            case var failed:
                await context.KeepUnreadAsync(failed, @operator, "history", consignment.Number, ct);
                logger.PollFailed(@operator, failed is PostalReply<IReadOnlyList<TrackingEvent>>.Down down ? down.Text : failed.GetType().Name);

                // One order that it cannot answer for must not keep the others from being asked for.
                return await dialect.ProbeAsync(ct) is null
                    ? (null, await PostponeAsync(consignment, isNews: false, ct))
                    : (AfterFailure, false);
        }
    }

    // The tracking events may have moved it to its end, which ended the polling too.
    private async Task<bool> PostponeAsync(Consignment asked, bool isNews, CancellationToken ct)
    {
        if (await context.Consignments.FindAsync(asked.Number, ct) is not { PollAt: { } at } present || at != asked.PollAt)
        {
            return true;
        }

        var party = context.Options.Operators[@operator];
        var quiet = isNews ? 0 : Math.Min(present.PollsQuiet + 1, 30);
        var pause = TimeSpan.FromTicks(Math.Min(party.PollCeiling.Ticks, (long)Math.Min(party.PollEvery.Ticks * Math.Pow(2, quiet), TimeSpan.MaxValue.Ticks)));
        return await context.Consignments.CommitAsync(new PostalBatch { Consignments = [present with { PollAt = context.Now + pause, PollsQuiet = quiet }] }, ct);
    }
}
