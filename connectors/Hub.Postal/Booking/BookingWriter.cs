using System.Collections.Concurrent;
using Hub.Core.Concurrency;
using Hub.Core.Tasks;
using Hub.Postal.Calls;
using Hub.Postal.Consignments;
using Hub.Postal.Dialects;
using Hub.Postal.Settings;
using Hub.Postal.Telling;
using Microsoft.Extensions.Logging;

namespace Hub.Postal.Booking;

/// <summary>What is written of a booking: that it begins, that it succeeded, that nothing came of it.</summary>
internal sealed class BookingWriter(PostalContext context, ILogger logger)
{
    private const int TakeTries = 40;

    // Of this instance only one at a time takes from a range, else the others' commits are refused in vain.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new(StringComparer.Ordinal);

    /// <summary>Stores, before the first byte is sent, whom the hub asks and with which waybill.</summary>
    /// <param name="superseded">Another consignment that ends with this one.</param>
    public async Task<BookingStart> BeginAsync(Consignment consignment, Consignment? superseded, IPostalDialect dialect, CancellationToken ct)
    {
        var carried = consignment.Operator == dialect.Operator ? consignment : consignment with { Operator = dialect.Operator, Waybill = null };
        if (!dialect.Abilities.NeedsWaybill || carried.Waybill is not null)
        {
            return await CommitAsync(carried, superseded, null, ct) is { } begun ? new BookingStart.Begun(begun) : new BookingStart.Overtaken();
        }

        var gate = _gates.GetOrAdd(dialect.Operator, static _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(ct);
        try
        {
            return await TakeAsync(carried, superseded, dialect.Operator, ct);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The operator has it. Whoever wrote that first (a tracking event may have been quicker), it stands afterwards.</summary>
    /// <returns>The consignment as it is now; null when the store refused too often.</returns>
    public async Task<Consignment?> BookedAsync(string number, IPostalDialect dialect, Booked booked, CancellationToken ct) =>
        (await Recompute.UntilStoredAsync(PostalContext.MaxTries, () => WriteBookedAsync(number, dialect, booked, ct)))?.Consignment;

    /// <summary>Surely nothing was booked: the next attempt need not find out.</summary>
    /// <param name="keepsWaybill">False where the operator will never take its waybill: the next attempt takes another.</param>
    /// <returns>The consignment as it is now; null when it moved meanwhile.</returns>
    public async Task<Consignment?> NothingBookedAsync(Consignment begun, string why, bool keepsWaybill, CancellationToken ct)
    {
        var cleared = begun with { Booking = null, Waybill = keepsWaybill ? begun.Waybill : null };
        var note = PostalNotes.Of(cleared, "not-booked", null, context.Now, $"{begun.Operator}: {why}");
        return await context.Consignments.CommitAsync(new PostalBatch { Consignments = [cleared], Records = [note] }, ct)
            ? cleared with { Version = cleared.Version + 1 }
            : null;
    }

    private async Task<Written?> WriteBookedAsync(string number, IPostalDialect dialect, Booked booked, CancellationToken ct)
    {
        if (await context.Consignments.FindAsync(number, ct) is not { } present)
        {
            return new Written(null);
        }

        var now = context.Now;
        var (waybill, clash) = await WaybillAsync(present, dialect.Operator, booked.Waybill, ct);
        var told = present with { Waybill = waybill, Reference = present.Reference ?? booked.Reference, Price = present.Price ?? booked.Price };
        var batch = present.State is ConsignmentState.Requested
            ? await NewAsync(told, dialect, now, ct)
            : new PostalBatch { Consignments = told == present ? [] : [told] };
        if (clash is not null)
        {
            var (task, alert) = context.Alerts.Raise(clash, $"{number}/waybill", told, now);
            batch = batch with { Tasks = [task], Events = [.. batch.Events, alert] };
        }

        if (present.Waybill is null && waybill is not null && S10.IsWrong(waybill))
        {
            logger.CheckDigitWrong(number, waybill);
            batch = batch with { Records = [.. batch.Records, PostalNotes.CheckDigit(number, waybill, now)] };
        }

        if (batch is { Consignments.Count: 0, Records.Count: 0, Tasks.Count: 0 } || await context.Consignments.CommitAsync(batch, ct))
        {
            return new Written(batch.Consignments is [var written] ? written with { Version = written.Version + 1 } : present);
        }

        return null;
    }

    private async Task<BookingStart> TakeAsync(Consignment carried, Consignment? superseded, string @operator, CancellationToken ct) =>
        await Recompute.UntilStoredAsync(TakeTries, () => TakeNextAsync(carried, superseded, @operator, ct)) ?? new BookingStart.Overtaken();

    private async Task<BookingStart?> TakeNextAsync(Consignment carried, Consignment? superseded, string @operator, CancellationToken ct)
    {
        if (Waybills.Next(await context.Consignments.RangesAsync(@operator, ct)) is not { } taken)
        {
            return new BookingStart.RangeEmpty();
        }

        if (await CommitAsync(carried with { Waybill = taken.Waybill }, superseded, taken, ct) is { } begun)
        {
            return new BookingStart.Begun(begun);
        }

        var present = await context.Consignments.FindAsync(carried.Number, ct);
        if ((present?.Version ?? 0) != carried.Version)
        {
            return new BookingStart.Overtaken();
        }

        await PassOverAsync(carried, taken, ct);
        return null;
    }

    // Ranges of another form may hold the same number, and the operator may have given it out itself: it would stop every booking.
    private async Task PassOverAsync(Consignment carried, WaybillTaken taken, CancellationToken ct)
    {
        if (await context.Consignments.OfWaybillAsync(carried.Operator!, taken.Waybill, ct) is not { } holder || holder.Number == carried.Number)
        {
            return;
        }

        logger.WaybillTaken(carried.Number, taken.Waybill, holder.Number);
        var note = PostalNotes.Of(carried, "waybill-passed-over", null, context.Now, $"{carried.Operator}: {taken.Waybill} ({holder.Number})");
        await context.Consignments.CommitAsync(new PostalBatch { Waybill = taken.Take, Records = [note] }, ct);
    }

    private async Task<Consignment?> CommitAsync(Consignment carried, Consignment? superseded, WaybillTaken? taken, CancellationToken ct)
    {
        var now = context.Now;
        var begun = carried with { Booking = new BookingTry(carried.Operator!, now) };
        var batch = new PostalBatch { Consignments = [begun], Waybill = taken?.Take }.Ending(superseded, begun.Number, now);

        // Where the hub gets more by itself, a person hears of it only when that fails.
        if (taken is not null && context.Options.Operators[carried.Operator!] is { RangeFetch: 0, RangeLowWater: var low } && taken.Left <= low)
        {
            var (task, told) = context.Alerts.Raise(
                PostalSentences.RangeLow(carried.Operator!, taken.Left, context.Options), $"{carried.Operator}/{taken.Take.RangeId}", null, now);
            batch = batch with { Tasks = [task], Events = [.. batch.Events, told] };
        }

        return await context.Consignments.CommitAsync(batch, ct) ? begun with { Version = begun.Version + 1 } : null;
    }

    private async Task<PostalBatch> NewAsync(Consignment told, IPostalDialect dialect, DateTimeOffset now, CancellationToken ct)
    {
        var booked = told with
        {
            State = ConsignmentState.Booked,
            StateAt = now,
            BookedAt = now,
            Operator = dialect.Operator,
            Booking = null,
            WatchAt = context.Watch.After(ConsignmentState.Booked, now),
            PollAt = dialect.Abilities is { HasFeed: false, LooksUp: true } ? now + context.Options.Operators[dialect.Operator].PollEvery : null,
            PollsQuiet = 0,
        };
        var family = await context.Consignments.OfDossierAsync(told.Dossier, ct);
        var replaced = family.Where(other => other.Direction == told.Direction && other.State is ConsignmentState.Returned).Select(other => other.Number);
        return new PostalBatch
        {
            Consignments = [booked],
            Records = [PostalNotes.Of(booked, "booked", ConsignmentState.Booked, now)],
            Events = [PostalEvents.Booked(booked, now)],
            EndedTasks =
            [
                new TaskEnd(PostalTaskKinds.ParcelSilent, told.Number, now, PostalCodes.Hub, "booked"),
                new TaskEnd(PostalTaskKinds.BookingDoubtful, told.Number, now, PostalCodes.Hub, "booked"),
                new TaskEnd(PostalTaskKinds.LoginRefused, dialect.Operator, now, PostalCodes.Hub, "booked"),
                .. replaced.SelectMany(number => (TaskEnd[])
                [
                    new TaskEnd(PostalTaskKinds.ParcelReturned, number, now, PostalCodes.Hub, told.Number),
                    new TaskEnd(PostalTaskKinds.ParcelReturnOverdue, number, now, PostalCodes.Hub, told.Number),
                ]),
            ],
        };
    }

    private async Task<(string? Waybill, PostalAlert? Clash)> WaybillAsync(Consignment present, string @operator, string? told, CancellationToken ct)
    {
        if (present.Waybill is not null || string.IsNullOrEmpty(told))
        {
            return (present.Waybill, null);
        }

        if (await context.Consignments.OfWaybillAsync(@operator, told, ct) is not { } holder || holder.Number == present.Number)
        {
            return (told, null);
        }

        logger.WaybillTaken(present.Number, told, holder.Number);
        return (null, PostalSentences.WaybillTwice(present, @operator, told, context.Options));
    }

    /// <param name="Consignment">Null when there is none of this number.</param>
    private sealed record Written(Consignment? Consignment);
}

/// <summary>How the beginning of a booking came out.</summary>
internal abstract record BookingStart
{
    private BookingStart() { }

    /// <summary>It is stored that the operator is about to be asked.</summary>
    public sealed record Begun(Consignment Consignment) : BookingStart;

    public sealed record RangeEmpty : BookingStart;

    /// <summary>The consignment moved meanwhile: read it again.</summary>
    public sealed record Overtaken : BookingStart;
}
