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
