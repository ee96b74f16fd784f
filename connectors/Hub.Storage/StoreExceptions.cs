namespace Hub.Storage;

/// <summary>Another process holds the data folder.</summary>
public sealed class StoreInUseException(string dataDirectory, Exception inner) : Exception(
    $"Thư mục dữ liệu '{dataDirectory}' đang được một tiến trình hub khác sử dụng. / The data folder '{dataDirectory}' is in use by another hub process.", inner)
{
    public string DataDirectory { get; } = dataDirectory;
}

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

/// <summary>The store is being copied, or its copying was broken off; whoever served it would lose or double what is missing.</summary>
public sealed class StoreUnfinishedException(string message) : Exception(message)
{
    /// <param name="store">Folder or schema.</param>
    /// <param name="source">Where the content comes from.</param>
    public static StoreUnfinishedException Copying(string store, string source) => new(
        $"Kho '{store}' là bản chép dở từ {source}: hãy chạy lại hub move cho xong. / The store '{store}' is an unfinished copy of {source}: run hub move again to its end.");

    public static StoreUnfinishedException Moving(string schema) => new(
        $"Lược đồ '{schema}' đang được hub move chép: chờ xong rồi khởi động. / The schema '{schema}' is being copied by hub move: start when that is done.");
}

/// <summary>The place where something is to be written already holds something else.</summary>
public sealed class StoreOccupiedException(string message) : Exception(message);

/// <summary>The server answers, and the account, the role or the schema named in the settings is not what this start needs.</summary>
public sealed class StoreRightsException(string message, Exception inner) : Exception(message, inner);

/// <summary>The database was written by a newer hub, or its migrations are not the ones this hub knows.</summary>
public sealed class StoreVersionException(string message) : Exception(message);

/// <summary>A backup cannot be trusted, so nothing was done with it.</summary>
public sealed class BrokenBackupException(string message) : Exception(message);
