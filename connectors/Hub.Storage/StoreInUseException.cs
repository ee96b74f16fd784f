namespace Hub.Storage;

/// <summary>Another process holds the data folder.</summary>
public sealed class StoreInUseException(string dataDirectory, Exception inner) : Exception(
    $"Thư mục dữ liệu '{dataDirectory}' đang được một tiến trình hub khác sử dụng. / The data folder '{dataDirectory}' is in use by another hub process.", inner)
{
    public string DataDirectory { get; } = dataDirectory;
}
