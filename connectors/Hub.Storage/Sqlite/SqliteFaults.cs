using Hub.Core.Stores;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Hub.Storage.Sqlite;

/// <summary>The one place that reads why SQLite, or the disk under it, refuses. Codes: <c>sqlite.org/rescode.html</c>.</summary>
public static class SqliteFaults
{
    // errno of Linux, and the same as an HRESULT of Windows.
    private const int NoSpace = 28;
    private const int ReadOnlyDisk = 30;
    private const int WindowsNoSpace = unchecked((int)0x80070070);
    private const int WindowsReadOnly = unchecked((int)0x80070013);

    /// <returns>The exception as the ports' callers know it; itself when it tells of no outside reason.</returns>
    public static Exception Translate(Exception exception) =>
        Reason(exception) is { } fault ? new StoreUnavailableException(fault, exception) : exception;

    /// <summary>Does work of a reading connection.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read.</exception>
    public static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException exception) when (Reason(exception) is { } fault)
        {
            throw new StoreUnavailableException(fault, exception);
        }
    }

    public static StoreFault? Reason(Exception exception) => exception switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode switch
        {
            raw.SQLITE_FULL => StoreFault.Full,
            raw.SQLITE_READONLY => StoreFault.ReadOnly,
            raw.SQLITE_IOERR or raw.SQLITE_NOLFS => StoreFault.Broken,
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_FORMAT => StoreFault.Damaged,
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_PROTOCOL or raw.SQLITE_NOMEM => StoreFault.Busy,
            raw.SQLITE_CANTOPEN or raw.SQLITE_PERM => StoreFault.Unreachable,
            _ => null,
        },
        IOException { HResult: NoSpace or WindowsNoSpace } => StoreFault.Full,
        IOException { HResult: ReadOnlyDisk or WindowsReadOnly } or UnauthorizedAccessException => StoreFault.ReadOnly,
        _ => null,
    };
}
