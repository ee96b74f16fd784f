namespace Hub.Core.Lanes;

/// <summary>
/// "Deliver this now", as it travels through a broker: the name of a strand and the fencing token under which it was announced. The body
/// stays in the store, so no personal data lies in a broker and no size limit of one is ever met.
/// </summary>
public sealed record Notice(string Lane, string Key, long Lease);
