namespace Hub.Functions.Trust;

/// <summary>Endpoint metadata: who may call. An endpoint without it keeps the hub from starting.</summary>
public sealed record Access(IReadOnlyList<string> Roles, bool IsOpen)
{
    public static readonly Access Open = new([], IsOpen: true);

    /// <summary>Anybody whose call carries the signature that this checks; null: signatures open nothing.</summary>
    internal ISignedDoor? Door { get; private init; }

    public bool IsSigned => Door is not null;

    internal static Access By(ISignedDoor door) => new([], IsOpen: false) { Door = door };

    public static Access To(params string[] roles) => new(roles, IsOpen: false);
}
