using System.Net.Sockets;
using Hub.Core.Stores;
using Npgsql;

namespace Hub.Storage.Postgres;

/// <summary>The one place that reads why PostgreSQL, or the way to it, refuses. Codes: PostgreSQL 15, appendix A.</summary>
internal static class PostgresFaults
{
    private const string IdleInTransaction = "25P03";

    /// <returns>The exception as the ports' callers know it; itself when it tells of no outside reason.</returns>
    public static Exception Translate(Exception exception) =>
        Reason(exception) is { } fault ? new StoreUnavailableException(fault, exception) : exception;

    public static StoreFault? Reason(Exception exception) => exception switch
    {
        PostgresException refused => Reason(refused.SqlState),
        NpgsqlException { InnerException: TimeoutException } exhausted when IsPoolExhausted(exhausted) => StoreFault.Busy,
        NpgsqlException { InnerException: PostgresException refused } => Reason(refused.SqlState),
        NpgsqlException or SocketException or TimeoutException or IOException => StoreFault.Unreachable,
        _ => null,
    };

    /// <summary>Two transactions were in each other's way; the same work run again may pass.</summary>
    public static bool IsCollision(Exception exception) => exception is PostgresException
    {
        SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected,
    };

    /// <summary>The month of a row has no table (any more); it can be made and the work run again.</summary>
    public static bool IsMissingMonth(Exception exception) => exception is PostgresException { SqlState: PostgresErrorCodes.CheckViolation, ConstraintName: null or "" };

    /// <summary>
    /// A statement that was being prepared when a former one of its batch was refused is taken by the driver for prepared. Whoever meets it has done
    /// nothing; the connection is of no more use.
    /// </summary>
    public static bool IsForgottenStatement(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.InvalidSqlStatementName or PostgresErrorCodes.DuplicatePreparedStatement };

    /// <summary>Two workers wrote the same try of one envelope at once; run again, each counts on from the other.</summary>
    public static bool IsSameTry(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } twice && twice.ConstraintName?.StartsWith("attempts_", StringComparison.Ordinal) == true;

    /// <summary>The connection is gone, or the server is going; what was asked may have been done or not.</summary>
    public static bool IsLost(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or IdleInTransaction } => true,
        PostgresException refused => refused.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException { InnerException: PostgresException inner } => IsLost(inner),
        NpgsqlException exhausted => !IsPoolExhausted(exhausted),
        SocketException or IOException or TimeoutException => true,
        _ => false,
    };

    private static bool IsPoolExhausted(NpgsqlException exception) => exception.Message.Contains("pool has been exhausted", StringComparison.Ordinal);

    private static StoreFault? Reason(string state) => state switch
    {
        PostgresErrorCodes.DiskFull => StoreFault.Full,
        PostgresErrorCodes.ReadOnlySqlTransaction => StoreFault.ReadOnly,
        PostgresErrorCodes.IoError or PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => StoreFault.Broken,
        PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.OutOfMemory or PostgresErrorCodes.ConfigurationLimitExceeded
            or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled
            or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => StoreFault.Busy,
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.DatabaseDropped
            or IdleInTransaction => StoreFault.Unreachable,
        PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InvalidPassword
            or PostgresErrorCodes.InvalidCatalogName => StoreFault.Barred,
        _ when state.StartsWith("08", StringComparison.Ordinal) => StoreFault.Unreachable,
        _ => null,
    };
}
