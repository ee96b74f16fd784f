namespace Hub.Storage;

/// <summary>What the store holds was moved to another one, which goes on with it; served here as well, everything would be delivered twice.</summary>
/// <param name="store">Folder or schema.</param>
/// <param name="target">Where it went.</param>
public sealed class StoreMovedException(string store, string target) : Exception(
    $"""
    Kho '{store}' đã được chuyển sang {target}; chạy hub ở đây thì hồ sơ sẽ bị gửi hai lần. Hãy chạy hub trên kho mới; chỉ khi bỏ hẳn kho mới, hãy mở lại kho này bằng hub move --reopen. /
    The store '{store}' was moved to {target}; a hub that runs here would deliver everything a second time. Run the hub on the new store; only when that one is given up, open this one again with hub move --reopen.
    """)
{
    /// <summary>Where it went, without secrets.</summary>
    public string Target { get; } = target;
}
