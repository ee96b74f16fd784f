namespace Hub.Functions.Trust;

/// <summary>What became of recognising a caller.</summary>
/// <param name="Caller">Null when refused.</param>
/// <param name="Actor">For the audit: the id, as far as it was proved; else <c>anonymous</c>.</param>
/// <param name="Fault">Why refused: <c>no-key</c>, <c>bad-key</c>, <c>expired</c>, <c>revoked</c>, <c>bad-token</c>.</param>
internal readonly record struct Identity(Caller? Caller, string Actor, string? Fault)
{
    public const string Anonymous = "anonymous";

    public static Identity Of(Caller caller) => new(caller, caller.Id, null);

    public static Identity Refused(string fault, string actor = Anonymous) => new(null, actor, fault);
}
