using System.Net;
using Hub.Core.Trust;

namespace Hub.Functions.Trust;

/// <summary>Endpoint metadata: who may call. An endpoint without it keeps the hub from starting.</summary>
public sealed record Access(IReadOnlyList<string> Roles, bool IsOpen)
{
    public static readonly Access Open = new([], IsOpen: true);

    /// <summary>Anybody whose call carries the signature that this checks; null: signatures open nothing.</summary>
    internal ISignedDoor? Door { get; private init; }

    public bool IsSigned => Door is not null;

    /// <summary>Networks whose calls need no key: there the roles are had by the place. A key that is brought all the same is checked.</summary>
    public IReadOnlyList<IPNetwork> OpenNetworks { get; init; } = [];

    /// <summary>Who calls from one of <see cref="OpenNetworks"/>; null for an address elsewhere.</summary>
    internal Caller? Neighbour(IPAddress? address) => Networks.Hold(OpenNetworks, address) ? new Caller($"network:{Strangers.NameOf(address)}", Roles) : null;

    internal static Access By(ISignedDoor door) => new([], IsOpen: false) { Door = door };

    public static Access To(params string[] roles) => new(roles, IsOpen: false);
}
