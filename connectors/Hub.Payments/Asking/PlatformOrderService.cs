using Hub.Core;
using Hub.Core.Concurrency;
using Hub.Payments.Booking;
using Hub.Payments.Messengers;
using Hub.Payments.Messengers.Platform;
using Hub.Payments.Model;
using Hub.Payments.Settings;
using Hub.Payments.Telling;
using Microsoft.Extensions.Logging;

namespace Hub.Payments.Asking;

/// <summary>
/// Asks for the money of payment requests at the national platform, and how it stands there. An order is kept before the platform is called: a call whose answer is
/// lost is made again as the same message, and the platform is asked for the order until it has an end.
/// </summary>
public sealed class PlatformOrderService(
    IPayments payments, IPlatformOrders orders, IPlatform platform, AccountRegistry accounts, MessageService messages, PaymentTasks tasks, PaymentsOptions options, TimeProvider clock,
    ILogger<PlatformOrderService> logger)
{
    private static readonly TimeSpan Again = PlatformAnswers.NextQuery(0);
    private static readonly TimeSpan Ending = TimeSpan.FromMinutes(1);

    /// <summary>The live order of a request with the page where it is paid; opened where there is none.</summary>
    /// <param name="reference">Text of the request's reference.</param>
    public async Task<OrderOpening> OpenAsync(string reference, CancellationToken ct)
    {
        if (!platform.IsConfigured)
        {
            return new OrderOpening.Refused(("Chưa đặt Payments:Platform:Url: hub không gửi yêu cầu tới nền tảng thanh toán quốc gia.", "Payments:Platform:Url is not set: the hub asks nothing of the national PaymentPlatform."));
        }

        if (await Recompute.UntilStoredAsync(BookingService.MaxTries, () => KeepAsync(reference, ct)) is not { } kept)
        {
            return new OrderOpening.Unanswered("busy", null);
        }

        if (kept.End is { } end)
        {
            return end;
        }

        var (order, file) = (kept.Order!, kept.File!);
        var reply = await platform.InitAsync(order, PlatformReceipt.Of(file, order.Amount, order.Text, order.Bin, order.Account, order.Holder), ct);
        if (reply is not PlatformReply.Answered answer)
        {
            var silent = reply as PlatformReply.Silent ?? new PlatformReply.Silent("another answer");
            logger.Unanswered("INIT", order.Reference, silent.What);
            return new OrderOpening.Unanswered(silent.What, silent.After);
        }

        var page = PlatformAnswers.PaymentPage(answer.Body);
        var words = page is null ? PlatformAnswers.Words(answer.Body) : null;
        // Nobody has seen a page of an order that is refused, so nobody can pay it.
        var after = await ChangeAsync(order.Reference, known => !known.IsLive || known.Page is not null ? null
            : page is null ? known with { State = PlatformOrderState.Failed, DueAt = null, LastAnswer = PlatformAnswers.Refused }
            : known with { State = PlatformOrderState.Pending, Page = page.AbsoluteUri }, ct);
        return after is null ? new OrderOpening.Unanswered("busy", null)
            : after.Page is not null || after.State is PlatformOrderState.Booked ? new OrderOpening.Opened(after)
            : page is null ? new OrderOpening.Declined(words) : new OrderOpening.Unanswered("busy", null);
    }

    /// <summary>Asks how a live order stands, keeps what the platform says, and does what follows.</summary>
    /// <returns>Null when the platform answered; else for how long it is to be left alone.</returns>
    public async Task<TimeSpan?> QueryAsync(PlatformOrder order, CancellationToken ct)
    {
        var reply = await platform.QueryAsync(order, ct);
        if (reply is not PlatformReply.Answered answer)
        {
            var silent = reply as PlatformReply.Silent ?? new PlatformReply.Silent("another answer");
            logger.Unanswered("QUERY", order.Reference, silent.What);
            var pause = silent.After ?? TimeSpan.Zero;
            await ChangeAsync(order.Reference, known => !known.IsLive ? null : Ended(known with { LastAnswer = null }) ?? known with { DueAt = Next(known, pause > Again ? pause : Again) }, ct);
            return pause;
        }

        var reading = PlatformAnswers.Read(answer.Body, PaymentCodes.PlatformQuery, options.Platform.Partner, order.Reference, order.Text);
        if (await messages.TakeAsync(PaymentCodes.PlatformQuery, answer.Body, reading, ct) is null)
        {
            return TimeSpan.Zero;
        }

        var said = reading switch
        {
            MessengerReading.NoMoney none => none.Code,
            MessengerReading.Unclear unclear => unclear.Code,
            _ => null,
        };

        // Money that it tells of ends the order where it is booked. What is kept and not booked yet is asked for again.
        await ChangeAsync(order.Reference, known => !known.IsLive ? null
            : said is PlatformAnswers.Failed ? known with { State = PlatformOrderState.Failed, DueAt = null, LastAnswer = said }
            : Ended(known with { LastAnswer = said ?? known.LastAnswer }) ?? known with
            {
                State = said is PlatformAnswers.Pending ? PlatformOrderState.Pending : known.State,
                Asked = known.Asked + 1,
                LastAnswer = said ?? known.LastAnswer,
                DueAt = Next(known, PlatformAnswers.NextQuery(known.Asked + 1)),
            }, ct);
        return null;
    }

    /// <summary>The platform's receipt for an order whose money is booked.</summary>
    public async Task<PlatformReply> BillAsync(PlatformOrder order, CancellationToken ct)
    {
        var reply = await platform.GetBillAsync(order, ct);
        if (reply is PlatformReply.Silent silent)
        {
            logger.Unanswered("GET_BILL", order.Reference, silent.What);
        }

        return reply;
    }

    private DateTimeOffset Next(PlatformOrder order, TimeSpan pause)
    {
        var next = clock.GetUtcNow() + pause;
        return next < order.ExpiresAt ? next : order.ExpiresAt;
    }

    // The last question is asked at the end of its time. One that the platform never said to be unpaid is a person's to look at.
    private PlatformOrder? Ended(PlatformOrder order) => clock.GetUtcNow() >= order.ExpiresAt ? order with { State = PlatformOrderState.Expired, DueAt = null } : null;

    private async Task<PlatformOrder?> ChangeAsync(string reference, Func<PlatformOrder, PlatformOrder?> change, CancellationToken ct) =>
        await Recompute.UntilStoredAsync(BookingService.MaxTries, async () =>
        {
            if (await orders.FindAsync(reference, ct) is not { } known || change(known) is not { } changed)
            {
                return await orders.FindAsync(reference, ct);
            }

            var now = clock.GetUtcNow();
            var isOpen = changed.State is PlatformOrderState.Expired && changed.LastAnswer is not PlatformAnswers.Pending;
            var batch = new PaymentsBatch { Orders = [changed with { ChangedAt = now }], Tasks = isOpen ? [tasks.OrderUnresolved(changed, now)] : [] };
            return await payments.CommitAsync(batch, ct) ? changed with { Version = known.Version + 1, ChangedAt = now } : null;
        });

    private async Task<Kept?> KeepAsync(string reference, CancellationToken ct)
    {
        if (await payments.RequestsAsync([reference], ct) is not [var request] || await payments.FileAsync(request.Fee, ct) is not { } file)
        {
            return new Kept(null, null, new OrderOpening.Unknown());
        }

        var now = clock.GetUtcNow();
        var (account, why) = PayableAccount.Of(request, file.Fee, await accounts.ListAsync(ct), now);
        if (account is null)
        {
            return new Kept(null, null, new OrderOpening.Refused(why!));
        }

        if (await orders.LiveAsync(request.Reference.Text, account.Bin, account.Number, ct) is { } live)
        {
            // The platform is about to be asked for the last time how an old one stands.
            return now >= live.ExpiresAt ? new Kept(null, null, new OrderOpening.Unanswered("busy", Ending))
                : live.Page is null ? new Kept(live, file, null)
                : new Kept(null, null, new OrderOpening.Opened(live));
        }

        var at = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
        while (await orders.FindAsync(PlatformMessages.Reference(request.Dossier, at), ct) is not null)
        {
            at += TimeSpan.FromSeconds(1);
        }

        var order = new PlatformOrder
        {
            Reference = PlatformMessages.Reference(request.Dossier, at),
            Request = request.Reference.Text,
            Fee = request.Fee,
            Dossier = request.Dossier,
            Amount = request.Amount,
            Bin = account.Bin,
            Account = account.Number,
            Holder = account.Holder,
            CreatedAt = at,
            ExpiresAt = at + options.Platform.QueryFor,
            DueAt = now + Again,
            ChangedAt = now,
        };
        return await payments.CommitAsync(new PaymentsBatch { Orders = [order] }, ct) ? new Kept(order with { Version = 1 }, file, null) : null;
    }

    /// <param name="End">What it comes to without a call; null: the order is to be sent.</param>
    private sealed record Kept(PlatformOrder? Order, FeeFile? File, OrderOpening? End);
}

/// <summary>What asking for an order came to.</summary>
public abstract record OrderOpening
{
    private OrderOpening() { }

    public sealed record Opened(PlatformOrder Order) : OrderOpening;

    /// <summary>There is no such request.</summary>
    public sealed record Unknown : OrderOpening;

    /// <summary>Nothing is to be paid by it.</summary>
    public sealed record Refused(Bilingual Why) : OrderOpening;

    /// <summary>The platform says no.</summary>
    /// <param name="Words">Its own.</param>
    public sealed record Declined(string? Words) : OrderOpening;

    /// <summary>No answer came; the order is kept, and to ask again sends the same one.</summary>
    public sealed record Unanswered(string What, TimeSpan? After) : OrderOpening;
}

internal static partial class AskingLog
{
    [LoggerMessage(4111, LogLevel.Warning, "The PaymentPlatform did not answer {Kind} of {Order}: {What}")]
    public static partial void Unanswered(this ILogger logger, string kind, string order, string what);
}
