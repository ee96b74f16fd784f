using Hub.Core.Steps;
using Hub.Core.Stores;
using Hub.Core.Tasks;
using Hub.Payments.Messengers;
using Hub.Payments.Telling;
using Microsoft.Extensions.Logging;

namespace Hub.Payments.Booking;

/// <summary>Keeps what messengers send, then decides what it is. What was kept and not decided, because the hub or the store went away between, is taken up by <see cref="DecideStep"/>.</summary>
public sealed class MessageService(IPayments payments, BookingService bookings, PaymentTasks tasks, DecideStep.Bell bell, TimeProvider clock, ILogger<MessageService> logger)
{
    /// <returns>The receipt; null when it could not be kept, so that the messenger must call again.</returns>
    public async Task<string?> TakeAsync(string messenger, ReadOnlyMemory<byte> raw, MessengerReading reading, CancellationToken ct)
    {
        KeptMessage kept;
        try
        {
            kept = await payments.KeepAsync(KeptMessage.Of(messenger, raw, reading, clock.GetUtcNow()), ct);
        }
        catch (StoreUnavailableException)
        {
            return null;
        }

        try
        {
            await DecideAsync(kept, CancellationToken.None);
        }
        catch (Exception away) when (away is not OperationCanceledException)
        {
            // It is kept: the messenger need not call again, whatever happened since.
            logger.NotDecided(messenger, kept.Id, away.Message);
            bell.Wake.Ring();
        }

        return kept.Id;
    }

    /// <summary>Decides on a kept message, once. One that cannot be decided by a fault of the hub stays kept, and a person is told.</summary>
    /// <returns>False when the store refused too often, or by such a fault.</returns>
    public async Task<bool> DecideAsync(KeptMessage message, CancellationToken ct)
    {
        if (message.Verdict is not null)
        {
            return true;
        }

        try
        {
            var isDecided = message.Notice is { Direction: MoneyDirection.In, Amount: > 0 and <= MoneyNotice.MostAmount } notice
                ? await bookings.BookAsync(Credit.Of(message, notice), (batch, booked) => batch with { Decided = Verdict(message, booked.Verdict, booked.Payment.Id) }, null, ct) is not null
                : await payments.CommitAsync(Other(message), ct);
            if (!isDecided)
            {
                logger.NotDecided(message.Messenger, message.Id, "busy");
                bell.Wake.Ring();
            }

            return isDecided;
        }
        catch (Exception fault) when (fault is not (StoreUnavailableException or OperationCanceledException))
        {
            logger.Undecidable(fault, message.Messenger, message.Id);
            await payments.CommitAsync(new PaymentsBatch { Tasks = [Unclear(message, "undecided")] }, ct);
            return false;
        }
    }

    private PaymentsBatch Other(KeptMessage message)
    {
        var isUnclear = message.IsUnclear || message.Notice is { Direction: MoneyDirection.In };
        return new()
        {
            Decided = Verdict(message, isUnclear ? "unclear" : message.Notice is not null ? "out" : "no-money", null),
            Tasks = isUnclear ? [Unclear(message, message.IsUnclear ? message.Code ?? "" : "amount")] : [],
        };
    }

    private WorkTask Unclear(KeptMessage message, string code) => tasks.MessageUnclear(message.Messenger, $"{message.Messenger}/{message.Id}", code, clock.GetUtcNow());

    private MessageVerdict Verdict(KeptMessage message, string verdict, string? payment) => new(message.Id, verdict, payment, clock.GetUtcNow());
}

/// <summary>Takes up again what was kept and not decided.</summary>
public sealed class DecideStep(IPayments payments, MessageService messages, DecideStep.Bell bell, TimeProvider clock) : IStep
{
    private const int Batch = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private int _stuck;

    public string Name => "payments-decide";

    public Signal Wake => bell.Wake;

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        // The oldest come first: those that cannot be decided must not take the place of the others.
        var limit = Batch + _stuck;
        var waiting = await payments.UndecidedAsync(limit, ct);
        var decided = 0;
        foreach (var message in waiting)
        {
            decided += await messages.DecideAsync(message, ct) ? 1 : 0;
        }

        _stuck = waiting.Count - decided;
        return clock.GetUtcNow() + (waiting.Count == limit && decided > 0 ? TimeSpan.Zero : Pause);
    }

    /// <summary>Rung when something was kept and could not be decided at once.</summary>
    public sealed class Bell
    {
        public Signal Wake { get; } = new();
    }
}

internal static partial class PaymentLog
{
    [LoggerMessage(4101, LogLevel.Warning, "Message {Message} of {Messenger} is kept and not decided yet: {Reason}")]
    public static partial void NotDecided(this ILogger logger, string messenger, string message, string reason);

    [LoggerMessage(4102, LogLevel.Error, "Message {Message} of {Messenger} is kept and cannot be decided; a person is told")]
    public static partial void Undecidable(this ILogger logger, Exception fault, string messenger, string message);
}
