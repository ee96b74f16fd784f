using Hub.Core.Steps;
using Hub.Core.Stores;
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
        catch (StoreUnavailableException away)
        {
            logger.NotDecided(messenger, kept.Id, away.Message);
            bell.Wake.Ring();
        }

        return kept.Id;
    }

    /// <summary>Decides on a kept message, once.</summary>
    /// <returns>False when the store refused too often.</returns>
    public async Task<bool> DecideAsync(KeptMessage message, CancellationToken ct)
    {
        if (message.Verdict is not null)
        {
            return true;
        }

        var isDecided = message.Notice is { Direction: MoneyDirection.In } notice
            ? await bookings.BookAsync(Credit.Of(message, notice), (batch, booked) => batch with { Decided = Verdict(message, booked.Verdict, booked.Payment.Id) }, null, ct) is not null
            : await payments.CommitAsync(Other(message), ct);
        if (!isDecided)
        {
            logger.NotDecided(message.Messenger, message.Id, "busy");
            bell.Wake.Ring();
        }

        return isDecided;
    }

    private PaymentsBatch Other(KeptMessage message) => new()
    {
        Decided = Verdict(message, message.Notice is not null ? "out" : message.IsUnclear ? "unclear" : "no-money", null),
        Tasks = message.IsUnclear ? [tasks.MessageUnclear(message.Messenger, $"{message.Messenger}/{message.Id}", message.Code ?? "", clock.GetUtcNow())] : [],
    };

    private MessageVerdict Verdict(KeptMessage message, string verdict, string? payment) => new(message.Id, verdict, payment, clock.GetUtcNow());
}

/// <summary>Takes up again what was kept and not decided.</summary>
public sealed class DecideStep(IPayments payments, MessageService messages, DecideStep.Bell bell, TimeProvider clock) : IStep
{
    private const int Batch = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    public string Name => "payments-decide";

    public Signal Wake => bell.Wake;

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        var waiting = await payments.UndecidedAsync(Batch, ct);
        var decided = 0;
        foreach (var message in waiting)
        {
            decided += await messages.DecideAsync(message, ct) ? 1 : 0;
        }

        return clock.GetUtcNow() + (waiting.Count == Batch && decided > 0 ? TimeSpan.Zero : Pause);
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
}
