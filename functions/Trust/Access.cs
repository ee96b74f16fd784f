namespace Hub.Functions.Trust;

/// <summary>Endpoint metadata: who may call. An endpoint without it keeps the hub from starting.</summary>
public sealed record Access(IReadOnlyList<string> Roles, bool IsOpen)
{
    public static readonly Access Open = new([], IsOpen: true);

    /// <summary>The Functions host on this machine, and nobody else.</summary>
    public static readonly Access FunctionsHost = new([], IsOpen: false) { IsFunctionsHost = true };

    /// <summary>Anybody whose call carries the signature that the endpoint checks.</summary>
    public static readonly Access BySignature = new([], IsOpen: false) { IsSigned = true };

    public bool IsFunctionsHost { get; private init; }

    public bool IsSigned { get; private init; }

    public static Access To(params string[] roles) => new(roles, IsOpen: false);
}
