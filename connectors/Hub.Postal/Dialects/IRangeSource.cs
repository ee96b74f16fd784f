using Hub.Postal.Consignments;

namespace Hub.Postal.Dialects;

/// <summary>A dialect whose operator allots ranges of waybill numbers through its interface.</summary>
public interface IRangeSource
{
    /// <summary>Asks for a new range. One whose answer was lost is found among <see cref="ListRangesAsync"/>.</summary>
    /// <param name="quantity">Numbers wanted, 1 to 10,000.</param>
    /// <returns>The range with all its numbers unused, ready for <c>IConsignments.AddRangeAsync</c>.</returns>
    Task<PostalReply<WaybillRange>> FetchRangeAsync(int quantity, CancellationToken ct);

    /// <summary>Every range that the operator allotted to the centre, whether or not the hub holds it.</summary>
    Task<PostalReply<AllottedRanges>> ListRangesAsync(CancellationToken ct);
}

/// <summary>A range as an operator lists it.</summary>
/// <param name="Range">As if none of its numbers was used.</param>
/// <param name="Used">How many of its numbers the operator has seen on orders; null where it does not say.</param>
public sealed record AllottedRange(WaybillRange Range, long? Used = null);

/// <summary>Every range that an operator allotted to the centre.</summary>
/// <param name="Unreadable">How it calls those that the hub cannot understand.</param>
public sealed record AllottedRanges(IReadOnlyList<AllottedRange> Ranges, IReadOnlyList<string> Unreadable);
