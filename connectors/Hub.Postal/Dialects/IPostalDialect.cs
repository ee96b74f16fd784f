using Hub.Postal.Consignments;
using Hub.Postal.Tracking;

namespace Hub.Postal.Dialects;

/// <summary>One operator as it speaks: HTTP and mapping only, no state of ours. Expected failures are replies; an exception is a bug.</summary>
public interface IPostalDialect
{
    /// <summary>The operator's name in the settings: <c>vnpost</c>.</summary>
    string Operator { get; }

    PostalAbilities Abilities { get; }

    /// <summary>Null for an operator that tells nothing by codes.</summary>
    IPostalTables? Tables { get; }

    Task<PostalReply<Booked>> BookAsync(BookingOrder order, CancellationToken ct);

    /// <summary>The order with this number as the operator has it; <see cref="PostalReply{T}.NotFound"/> when it surely has none.</summary>
    Task<PostalReply<Booked>> LookUpAsync(string number, CancellationToken ct);

    Task<PostalReply<Accepted>> CancelAsync(Consignment consignment, CancellationToken ct);

    /// <summary>Another receiver or another address, while the parcel is under way.</summary>
    Task<PostalReply<Accepted>> RedirectAsync(Consignment consignment, BookingOrder order, CancellationToken ct);

    /// <summary>What it would cost, whole đồng.</summary>
    Task<PostalReply<long>> QuoteAsync(BookingOrder order, CancellationToken ct);

    /// <summary>The next page of the operator's feed.</summary>
    /// <param name="cursor">As the page before gave it; null for the beginning.</param>
    Task<PostalReply<FeedPage>> ReadFeedAsync(string? cursor, CancellationToken ct);

    /// <summary>All that the operator tells of one order, in its order.</summary>
    Task<PostalReply<IReadOnlyList<PostalSign>>> AskAsync(string number, CancellationToken ct);

    /// <summary>Whether it is there, without any effect. Null when it is; else why not.</summary>
    Task<string?> ProbeAsync(CancellationToken ct);
}
