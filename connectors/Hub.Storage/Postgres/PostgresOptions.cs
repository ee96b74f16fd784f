using System.ComponentModel.DataAnnotations;

namespace Hub.Storage.Postgres;

/// <summary>Where the shared store lies and how it may be used.</summary>
public sealed record PostgresOptions
{
    /// <summary>As Npgsql reads it: <c>Host=…;Port=…;Database=…;Username=…;Password=…</c>. A secret; it is never printed.</summary>
    [Required]
    public required string ConnectionString { get; init; }

    /// <summary>The schema that holds everything of this hub; instances that name the same one share one store. Lower-case letters, digits and underscores.</summary>
    [RegularExpression("^[a-z_][a-z0-9_]{0,40}$")]
    public string Schema { get; init; } = "hub";

    /// <summary>Whether this instance brings the schema up to date at start. False only checks that it is: for a role that may not change tables.</summary>
    public bool Migrate { get; init; } = true;

    /// <summary>The role that other instances run under, which is given what the hub needs and no more; null when the owner runs the hub.</summary>
    [RegularExpression("^[a-z_][a-z0-9_-]{0,62}$")]
    public string? AppRole { get; init; }

    /// <summary>Connections of this instance, with the one that listens.</summary>
    [Range(4, 1000)]
    public int MaxConnections { get; init; } = 20;

    /// <summary>Longest time for opening a connection.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest time for one statement; the server ends it, and the hub gives the server up a little later.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long an instance that hangs in the middle of a transaction may keep the others waiting.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan IdleInTransactionTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
