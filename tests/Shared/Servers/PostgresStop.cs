namespace Hub.Tests.Servers;

/// <summary>How a server is brought down.</summary>
public enum PostgresStop
{
    /// <summary>Clients are thrown out, open transactions rolled back.</summary>
    Fast,

    /// <summary>It ends at once and recovers from its log at the next start.</summary>
    Immediate,

    /// <summary>kill -9 of every process of the server.</summary>
    Killed,
}
