namespace Hub.Postal.Acts;

/// <summary>Where a chain of custody does not hold.</summary>
/// <param name="Kind"><c>gap</c>: who gave it was not who had it, or the post tells of a change of hands that nobody scanned; <c>break</c>: a link was changed, or is missing.</param>
/// <param name="No">The link at which it shows; one more than there are where a scan is missing at the end.</param>
public sealed record CustodyFault(string Kind, int No, string Vi, string En);
