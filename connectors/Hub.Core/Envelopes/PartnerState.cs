namespace Hub.Core.Envelopes;

/// <summary>What a connector knows that its partner holds for one key. Written in the transaction that settles the delivery.</summary>
/// <param name="Json">The connector's own document.</param>
/// <param name="Doubt">0 = agreed when last seen; greater = look at it sooner (see the connector).</param>
/// <param name="CheckedAt">When the partner was last asked and compared.</param>
public sealed record PartnerState(string Json, int Doubt = 0, DateTimeOffset? CheckedAt = null)
{
    /// <summary>From this doubt on the partner may hold more than is known here, as after a restore: it is asked before anything is sent.</summary>
    public const int MustAsk = 3;
}
