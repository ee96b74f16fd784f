namespace Hub.Functions.Trust;

/// <summary>Endpoint metadata: who may call. An endpoint without it keeps the hub from starting.</summary>
public sealed record Access(IReadOnlyList<string> Roles, bool IsOpen)
{
    public static readonly Access Open = new([], IsOpen: true);

    public static Access To(params string[] roles) => new(roles, IsOpen: false);
}
