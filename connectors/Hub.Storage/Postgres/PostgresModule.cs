using Microsoft.Extensions.DependencyInjection;

namespace Hub.Storage.Postgres;

/// <summary>A party's part of the shared store.</summary>
/// <param name="AddPorts">Registers its ports. They read and write through <see cref="PostgresRunner"/>; what is computed from what was read is written by <see cref="PostgresCommit"/>.</param>
public sealed record PostgresModule(Action<IServiceCollection> AddPorts, PrunedRows Pruned)
{
    /// <summary>What the role that runs the hub may do. Whatever is not named here it may not touch.</summary>
    public required ModuleGrants Grants { get; init; }
}

public sealed record ModuleGrants
{
    /// <summary>Tables whose rows may be read, added, changed and removed.</summary>
    public IReadOnlyList<string> ReadWrite { get; init; } = [];

    /// <summary>Tables whose rows may be read, added and removed, but never changed.</summary>
    public IReadOnlyList<string> NoChange { get; init; } = [];

    /// <summary>Tables whose rows may be read and added, nothing else.</summary>
    public IReadOnlyList<string> AppendOnly { get; init; } = [];

    /// <summary>Functions of the owner, with the types of their arguments: <c>prune_custody(text[])</c>.</summary>
    public IReadOnlyList<string> Functions { get; init; } = [];
}
