namespace Hub.Benchmarks;

/// <summary>A real store of whatever engine, gone when disposed.</summary>
internal interface IStore : IAsyncDisposable
{
    T Get<T>() where T : notnull;
}
