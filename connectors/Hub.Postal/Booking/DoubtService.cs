using Hub.Core.Outbox;
using Hub.Postal.Calls;
using Hub.Postal.Consignments;
using Hub.Postal.Dialects;
using Hub.Postal.Settings;
using Hub.Postal.Telling;

namespace Hub.Postal.Booking;

/// <summary>Finds out what became of a booking whose answer never came: by looking it up, else by a person's word.</summary>
internal sealed class DoubtService(PostalContext context, BookingWriter writer)
{
    private const string IsBooked = "booked";
    private const string IsNotBooked = "not-booked";

    /// <param name="doubtful">In state requested, with a booking that was begun.</param>
    public async Task<Doubt> SettleAsync(Consignment doubtful, CancellationToken ct)
    {
        if (context.Dialects.Find(doubtful.Booking!.Operator) is not { } dialect)
        {
            return new Doubt.Open(PostalReplies.Reject(PostalReasonCodes.OperatorUnknown, doubtful.Booking.Operator));
        }

        if (dialect.Abilities.LooksUp && context.WhileAway(dialect, isOrder: false, isDoubtful: true) is { } away)
        {
            return new Doubt.Open(away);
        }

        return dialect.Abilities.LooksUp ? await LookUpAsync(doubtful, dialect, ct)
            : dialect.Abilities.RefusesRepeats ? new Doubt.Repeatable()
            : await AskPersonAsync(doubtful, dialect, ct);
    }

    public async Task<Doubt> LookUpAsync(Consignment doubtful, IPostalDialect dialect, CancellationToken ct)
    {
        var reply = await context.AnsweredAsync(await dialect.LookUpAsync(doubtful.Number, ct), dialect, "look-up", doubtful.Number, isOrder: false, ct);
        switch (reply)
        {
            case PostalReply<Booked>.Ok { Value: { Waybill: { Length: > 0 } other } } when doubtful.Waybill is { } ours && ours != other:
                await context.AlertAsync(PostalSentences.BookingDiffers(doubtful, dialect.Operator, other, context.Options), $"{doubtful.Number}/booking-differs", doubtful, ct);
                return new Doubt.Open(PostalReplies.Reject(PostalReasonCodes.BookingDiffers, other));
            case PostalReply<Booked>.Ok found:
                return await BookedAsync(doubtful, dialect, found.Value, ct);
            case PostalReply<Booked>.NotFound when await BelievedAsync(doubtful, ct) is var believed && believed > context.Now:
                return dialect.Abilities.RefusesRepeats
                    ? new Doubt.Repeatable()
                    : new Doubt.Open(NotYet(dialect, believed));
            case PostalReply<Booked>.NotFound:
                return await NothingAsync(doubtful, "not found", ct);
            default:
                return new Doubt.Open(await context.OutcomeAsync(reply, dialect, doubtful.Number, isOrder: false, isDoubtful: true, ct));
        }
    }

    /// <summary>What waits while an order that the operator does not have may still be on its way to it.</summary>
    public static Outcome NotYet(IPostalDialect dialect, DateTimeOffset believed) =>
        new Outcome.Defer(PostalReplies.Said($"{dialect.Operator}: chưa thấy; yêu cầu có thể còn trên đường", $"{dialect.Operator}: not found yet; the request may still be on its way"), believed, Doubtful: true);

    /// <summary>From when on "no such order" is believed.</summary>
    /// <param name="doubtful">With a booking that was begun. Begun ahead of the present moment: the clock was put back since, and waiting for the time it showed may take for ever.</param>
    public async Task<DateTimeOffset> BelievedAsync(Consignment doubtful, CancellationToken ct)
    {
        var (now, begun) = (context.Now, doubtful.Booking!);
        if (begun.At > now)
        {
            begun = begun with { At = now };
            await context.Consignments.CommitAsync(new PostalBatch { Consignments = [doubtful with { Booking = begun }] }, ct);
        }

        return begun.At + context.Options.Operators[begun.Operator].DoubtGrace;
    }

    public async Task<Doubt> AskPersonAsync(Consignment doubtful, IPostalDialect dialect, CancellationToken ct)
    {
        var begun = doubtful.Booking!;
        var answers = await context.Tasks.ListAsync(open: false, PostalTaskKinds.BookingDoubtful, null, doubtful.Dossier, null, null, 100, ct);
        var answer = answers.Where(task => task.Subject == doubtful.Number && task.EndedAt >= begun.At).MaxBy(task => task.EndedAt)?.Result?.Trim();
        if (string.Equals(answer, IsBooked, StringComparison.OrdinalIgnoreCase))
        {
            return await BookedAsync(doubtful, dialect, new Booked(doubtful.Waybill, null, null), ct);
        }

        if (string.Equals(answer, IsNotBooked, StringComparison.OrdinalIgnoreCase))
        {
            return await NothingAsync(doubtful, "a person asked", ct);
        }

        await context.AlertAsync(PostalSentences.BookingDoubtful(doubtful, begun.Operator, context.Options), $"{doubtful.Number}/{begun.At.UtcTicks}", doubtful, ct);
        return new Doubt.Open(new Outcome.Defer(PostalReplies.Said($"{begun.Operator}: chưa ai biết đã đặt được chưa; việc {PostalTaskKinds.BookingDoubtful}", $"{begun.Operator}: nobody can tell whether it was booked; task {PostalTaskKinds.BookingDoubtful}"), context.Now + context.Options.PersonPause, Doubtful: true));
    }

    private async Task<Doubt> BookedAsync(Consignment doubtful, IPostalDialect dialect, Booked booked, CancellationToken ct) =>
        await writer.BookedAsync(doubtful.Number, dialect, booked, ct) is { } written ? new Doubt.Booked(written) : Refused();

    private async Task<Doubt> NothingAsync(Consignment doubtful, string why, CancellationToken ct) =>
        await writer.NothingBookedAsync(doubtful, why, keepsWaybill: true, ct) is { } cleared ? new Doubt.Nothing(cleared) : Refused();

    private static Doubt.Open Refused() => new(new Outcome.Retry($"{Outcome.StoreRefused}", Doubtful: true));
}

/// <summary>What was found out about a booking in doubt.</summary>
internal abstract record Doubt
{
    private Doubt() { }

    /// <summary>The operator has it, and that is written.</summary>
    public sealed record Booked(Consignment Consignment) : Doubt;

    /// <summary>The operator surely has none, and that is written.</summary>
    public sealed record Nothing(Consignment Consignment) : Doubt;

    /// <summary>It cannot be looked up, but asking again is safe.</summary>
    public sealed record Repeatable : Doubt;

    /// <summary>Not known yet.</summary>
    public sealed record Open(Outcome Outcome) : Doubt;
}
