using Microsoft.Extensions.DependencyInjection;

namespace Hub.Storage.Sqlite;

/// <summary>A party's part of the embedded store.</summary>
/// <param name="AddPorts">Registers its ports. They read through <see cref="SqliteDatabase.OpenReader"/> and write through <see cref="SqliteWriter"/>.</param>
public sealed record SqliteModule(Action<IServiceCollection> AddPorts, PrunedRows Pruned);
