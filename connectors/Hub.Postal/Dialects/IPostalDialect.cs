using Hub.Postal.Consignments;
using Hub.Postal.Settings;

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

    /// <summary>What the operator decided on a cancelling or redirecting that it answered with <see cref="PostalReply{T}.Waiting"/>.</summary>
    Task<PostalReply<Accepted>> DecisionAsync(Consignment consignment, string caseId, CancellationToken ct) =>
        Task.FromResult<PostalReply<Accepted>>(new PostalReply<Accepted>.Unable());

    /// <summary>What it would cost, whole đồng.</summary>
    Task<PostalReply<long>> QuoteAsync(BookingOrder order, CancellationToken ct);

    /// <summary>The next page of the operator's feed.</summary>
    /// <param name="cursor">As the page before gave it; null for the beginning.</param>
    Task<PostalReply<FeedPage>> ReadFeedAsync(string? cursor, CancellationToken ct);

    /// <summary>All that the operator tells of one order, in its order.</summary>
    Task<PostalReply<IReadOnlyList<TrackingEvent>>> AskAsync(string number, CancellationToken ct);

    /// <summary>Whether it is there, without any effect. Null when it is; else why not.</summary>
    Task<string?> ProbeAsync(CancellationToken ct);
}

/// <summary>Makes the speaker of one dialect for an operator. One is registered for each dialect; an operator's settings name it.</summary>
public interface IPostalDialectFactory
{
    /// <summary>One of <see cref="PostalDialectNames"/>.</summary>
    string Dialect { get; }

    /// <param name="operator">The operator's name in the settings, which its tracking events and consignments bear.</param>
    /// <param name="options">Checked already.</param>
    IPostalDialect Create(string @operator, PostalOperatorOptions options);
}

/// <param name="LooksUp">An order can be looked up, so that a booking in doubt can be found out.</param>
/// <param name="RefusesRepeats">A second booking of one number is refused as registered already, so repeating one in doubt is safe.</param>
/// <param name="NeedsWaybill">The order carries a waybill from a range allotted to us.</param>
/// <param name="HasFeed">Tells by a feed; the others are asked for each order, or push.</param>
public sealed record PostalAbilities(bool LooksUp, bool RefusesRepeats, bool NeedsWaybill, bool HasFeed, bool Quotes, bool Redirects);

/// <summary>What an operator's status codes mean: the dialect's own table with what the settings change in it.</summary>
public interface IPostalTables
{
    /// <summary>Another one whenever a code means something else than before; lower-case hex.</summary>
    string Digest { get; }

    bool Knows(string code);

    /// <summary>What was told, as it was kept, read by the present tables.</summary>
    /// <returns>Null for what is no tracking event of this operator's own: what a person did, what nothing proved.</returns>
    TrackingEvent? Read(PostalRecord kept);
}
