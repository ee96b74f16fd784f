using System.Text.Json;

namespace Hub.Sandbox.Postal;

/// <summary>A consignment as the control API shows it.</summary>
internal sealed record ConsignmentView(
    long Seq, string Dialect, string CustomerCode, string OrderNumber, string ItemCode, string OriginalId, string Step, int Code, long CodAmount,
    DateTimeOffset BookedAt, bool IsDraft, int Cancels, int Corrections, string Magic, IReadOnlyList<TrackingEventView> History, NextView? Next, JsonElement Request)
{
    public static ConsignmentView Of(ConsignmentState state)
    {
        var consignment = state.Consignment;
        return new ConsignmentView(
            consignment.Seq, consignment.Dialect.Letter(), consignment.CustomerCode, consignment.OrderNumber, consignment.ItemCode, consignment.OriginalId,
            state.Step.Name(), state.Code, consignment.CodAmount, consignment.BookedAt, consignment.IsDraft, consignment.Cancels, consignment.Corrections,
            consignment.Magic, [.. state.History.Select(TrackingEventView.Of)], state.Next is { } next ? new NextView(next.Step.Name(), next.ReportedAt) : null, consignment.Request);
    }
}

/// <summary>A report of the operator as the control API shows it.</summary>
internal sealed record TrackingEventView(string Id, string Step, int Code, DateTimeOffset HappenedAt, DateTimeOffset ReportedAt, string Note)
{
    public static TrackingEventView Of(TrackingEvent told) => new(told.Id, told.Step.Name(), told.Code, told.HappenedAt, told.ReportedAt, told.Note);
}

/// <summary>What the operator will tell next, and when on the twin's clock.</summary>
internal sealed record NextView(string Step, DateTimeOffset At);

/// <summary>A range of item codes as the control API shows it.</summary>
internal sealed record RangeView(string Id, string FirstItemCode, string LastItemCode, int Quantity, int Used, int Free)
{
    public static RangeView Of(ItemRange range, int used) => new(range.Id, range.FirstItemCode, range.LastItemCode, range.Quantity, used, range.Quantity - used);
}

/// <summary>What was done under one order number: bookings made, further ones refused because the number was registered already, and cancels.</summary>
internal sealed record NumberTally(string OrderNumber, int Bookings, int RefusedDuplicates, int Cancels);

/// <summary>What one dialect holds: <c>Orders</c> − <c>OrderNumbers</c> = <c>Doubled</c>. Refusals are those since the process began.</summary>
internal sealed record PostCounts(
    int Orders, int OrderNumbers, int Doubled, int RefusedDuplicates, int Cancels, int ItemCodesUsed, long ItemCodesReused, long ItemCodesOutside);
