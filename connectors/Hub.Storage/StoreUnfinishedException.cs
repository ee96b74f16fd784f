namespace Hub.Storage;

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
