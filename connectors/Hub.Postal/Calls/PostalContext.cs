using System.Security.Cryptography;
using System.Text;
using Hub.Core.Calendar;
using Hub.Core.Outbox;
using Hub.Core.Tasks;
using Hub.Postal.Consignments;
using Hub.Postal.Dialects;
using Hub.Postal.Dialects.Wire;
using Hub.Postal.Settings;
using Hub.Postal.Telling;
using Hub.Postal.Watching;
using Microsoft.Extensions.Options;

namespace Hub.Postal.Calls;

/// <summary>What every part of the connector works with.</summary>
public sealed class PostalContext(
    IConsignments consignments, ITasks tasks, PostalDialects dialects, PostalWatch watch, PostalAlerts alerts, IOptions<PostalOptions> options, TimeProvider clock)
{
    /// <summary>How often something is computed anew when the store refused it.</summary>
    public const int MaxTries = 6;

    private readonly OperatorOutage _outage = new(dialects, clock);

    public IConsignments Consignments => consignments;

    public ITasks Tasks => tasks;

    public PostalDialects Dialects => dialects;

    public PostalWatch Watch => watch;

    public PostalAlerts Alerts => alerts;

    public PostalOptions Options => options.Value;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>When the present day began by Vietnam's clock.</summary>
    public DateTimeOffset Today => new DateTimeOffset(Now.ToOffset(VietnamClock.Offset).Date, VietnamClock.Offset).ToUniversalTime();

    /// <summary>Set while an operator among several is away: a delivery for it waits without asking. To be asked for just before it would be called.</summary>
    /// <param name="isOrder">It is to be given an order, or a change of one; else it is only asked what it has.</param>
    /// <param name="isDoubtful">Something may have taken effect before.</param>
    public Outcome? WhileAway(IPostalDialect dialect, bool isOrder, bool isDoubtful) => _outage.AwayUntil(dialect.Operator, isOrder) is { } until
        ? new Outcome.Defer(PostalReplies.Said($"{dialect.Operator} đang mất kết nối", $"{dialect.Operator} is away"), until, isDoubtful)
        : null;

    /// <summary>Notes that an operator answered, when it did, and keeps the answer when it cannot be read.</summary>
    /// <param name="operation">As the settings name it: <c>order</c>, <c>cancel</c>.</param>
    /// <param name="number">The consignment that it is about.</param>
    public async Task<PostalReply<T>> AnsweredAsync<T>(PostalReply<T> reply, IPostalDialect dialect, string operation, string number, bool isOrder, CancellationToken ct)
    {
        if (reply is not (PostalReply<T>.Down or PostalReply<T>.Busy))
        {
            _outage.Answered(dialect.Operator, isOrder);
        }

        await KeepUnreadAsync(reply, dialect.Operator, operation, number, ct);
        return reply;
    }

    /// <summary>Keeps an answer that cannot be read as it came, once, and tells a person, once for each operation of an operator.</summary>
    /// <param name="number">The consignment that it is about; null where it is about none.</param>
    public async Task KeepUnreadAsync<T>(PostalReply<T> reply, string @operator, string operation, string? number, CancellationToken ct)
    {
        if (reply is not PostalReply<T>.Down { Unread: { Length: > 0 } raw })
        {
            return;
        }

        var now = Now;
        var key = Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes($"{operation}/{number}/"), .. raw.Span]));
        var (task, told) = alerts.Raise(PostalSentences.AnswerUnreadable(@operator, operation, Options), $"{@operator}/{operation}/{Today.UtcTicks}", null, now);
        await consignments.CommitAsync(new PostalBatch
        {
            Records = [new PostalRecord(number ?? WireText.Unknown, $"{@operator}/answer", key, PostalRecordKind.Tracking, operation, null, MoveVerdict.Unplaced, now, now, null, null, raw)],
            Tasks = [task],
            Events = [told],
        }, ct);
    }

    /// <summary>What a reply that is no success means for the delivery.</summary>
    /// <param name="number">The consignment that it is about.</param>
    /// <param name="isDoubtful">Something may have taken effect before.</param>
    public Task<Outcome> OutcomeAsync<T>(PostalReply<T> reply, IPostalDialect dialect, string number, bool isOrder, bool isDoubtful, CancellationToken ct) =>
        _outage.WeighAsync(PostalReplies.ToOutcome(reply, Now + Options.PersonPause, isDoubtful), dialect, number, isOrder, ct);

    /// <summary>Writes an alert alone; what is open or told already is left out.</summary>
    public async Task AlertAsync(PostalAlert alert, string cause, Consignment? consignment, CancellationToken ct)
    {
        var (task, told) = alerts.Raise(alert, cause, consignment, Now);
        await consignments.CommitAsync(new PostalBatch { Tasks = [task], Events = [told] }, ct);
    }
}
