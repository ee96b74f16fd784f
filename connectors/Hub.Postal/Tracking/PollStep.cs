using Hub.Postal.Consignments;
using Hub.Core.Steps;
using Hub.Postal.Booking;
using Hub.Postal.Dialects;
using Microsoft.Extensions.Logging;

namespace Hub.Postal.Tracking;

/// <summary>
/// Asks one operator for each consignment whose time has come, the longest due first. The pause to the next question doubles while there is no news and
/// begins anew when there is. Does nothing for an operator that tells by a feed or cannot be asked.
/// </summary>
public sealed class PollStep(string @operator, PostalTools tools, PostalBook book, ILogger<PollStep> logger) : IStep
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
        if (tools.Dialects.Find(@operator) is not { Abilities: { HasFeed: false, LooksUp: true } } dialect)
        {
            return null;
        }

        var (began, settled) = (tools.Now, 0);
        var due = await tools.Consignments.ToPollAsync(@operator, began, Batch, ct);
        foreach (var consignment in due)
        {
            var (pause, isSettled) = await AskAsync(dialect, consignment, ct);
            if (pause is { } rest)
            {
                return tools.Now + rest;
            }

            settled += isSettled ? 1 : 0;
            if (tools.Now - began > Longest)
            {
                return tools.Now;
            }
        }

        // One that moved meanwhile is due still; all of them means to wait rather than to spin.
        return due.Count == Batch && settled > 0 ? tools.Now : tools.Now + Look(tools.Options.Operators[@operator].PollEvery);
    }

    // No consignment is due sooner than the settings say; looking costs little, but is no spinning.
    private static TimeSpan Look(TimeSpan every) => every < ShortestLook ? ShortestLook : every < LongestLook ? every : LongestLook;

    /// <returns><c>Pause</c> is set when the operator cannot be asked now at all.</returns>
    private async Task<(TimeSpan? Pause, bool IsSettled)> AskAsync(IPostalDialect dialect, Consignment consignment, CancellationToken ct)
    {
        switch (await dialect.AskAsync(consignment.Number, ct))
        {
            case PostalReply<IReadOnlyList<PostalSign>>.Ok told:
                var applied = await book.ApplyAsync(told.Value, null, ct);
                return (null, applied.IsWritten && await PostponeAsync(consignment, applied.IsNews, ct));
            case PostalReply<IReadOnlyList<PostalSign>>.NotFound or PostalReply<IReadOnlyList<PostalSign>>.Refused:
                logger.NotKnownThere(@operator, consignment.Number);
                return (null, await PostponeAsync(consignment, isNews: false, ct));
            case PostalReply<IReadOnlyList<PostalSign>>.Busy { After: { } after }:
                return (after, false);
            case PostalReply<IReadOnlyList<PostalSign>>.LoginRefused:
                await tools.AlertAsync(PostalSentences.LoginRefused(@operator, tools.Options), $"{@operator}/{tools.Today.UtcTicks}", null, ct);
                return (tools.Options.PersonPause, false);
            case var failed:
                logger.PollFailed(@operator, failed is PostalReply<IReadOnlyList<PostalSign>>.Down down ? down.Text : failed.GetType().Name);

                // One order that it cannot answer for must not keep the others from being asked for.
                return await dialect.ProbeAsync(ct) is null
                    ? (null, await PostponeAsync(consignment, isNews: false, ct))
                    : (AfterFailure, false);
        }
    }

    // The signs may have moved it to its end, which ended the polling too.
    private async Task<bool> PostponeAsync(Consignment asked, bool isNews, CancellationToken ct)
    {
        if (await tools.Consignments.FindAsync(asked.Number, ct) is not { PollAt: { } at } present || at != asked.PollAt)
        {
            return true;
        }

        var party = tools.Options.Operators[@operator];
        var quiet = isNews ? 0 : Math.Min(present.PollsQuiet + 1, 30);
        var pause = TimeSpan.FromTicks(Math.Min(party.PollCeiling.Ticks, (long)Math.Min(party.PollEvery.Ticks * Math.Pow(2, quiet), TimeSpan.MaxValue.Ticks)));
        return await tools.Consignments.CommitAsync(new PostalBatch { Consignments = [present with { PollAt = tools.Now + pause, PollsQuiet = quiet }] }, ct);
    }
}
