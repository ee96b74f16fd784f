using Hub.Core.Stores;
using Hub.Storage.Modules;
using Microsoft.Data.Sqlite;

namespace Hub.Storage.Sqlite;

/// <summary>
/// The file <c>hub.db</c> in the data folder: one writing connection, many reading ones. Serves one process only; a lock file says so
/// before SQLite would have to.
/// </summary>
public sealed class SqliteDatabase : IDisposable
{
    internal const string LockFile = "hub.lock";

    private readonly FileStream _lock;
    private readonly string _readString;
    private readonly string _writeString;

    /// <exception cref="StoreInUseException">Another process holds the folder.</exception>
    /// <exception cref="StoreVersionException">The database is from a newer hub.</exception>
    /// <exception cref="StoreUnfinishedException">The database is an unfinished copy.</exception>
    /// <exception cref="StoreMovedException">What it holds was moved elsewhere.</exception>
    /// <exception cref="StoreUnavailableException">The disk is full, read-only or broken.</exception>
    public SqliteDatabase(string dataDirectory, StoreModules modules)
        : this(dataDirectory, modules, isServed: true)
    {
    }

    private SqliteDatabase(string dataDirectory, StoreModules modules, bool isServed)
    {
        Path = System.IO.Path.Combine(dataDirectory, "hub.db");
        _lock = Hold(dataDirectory);
        _writeString = new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false, DefaultTimeout = 30 }.ToString();
        _readString = new SqliteConnectionStringBuilder { DataSource = Path, Mode = SqliteOpenMode.ReadOnly, Pooling = true, DefaultTimeout = 30 }.ToString();
        try
        {
            PendingRestore.Finish(dataDirectory);
            MakeFile(Path);
            using var connection = OpenWriter();
            Migrations.Apply(connection, modules.SqliteMigrations);
            if (isServed)
            {
                RefuseMoving(connection, dataDirectory);
            }
        }
        catch (Exception exception)
        {
            _lock.Dispose();
            if (SqliteFaults.Reason(exception) is { } fault)
            {
                throw new StoreUnavailableException(fault, exception);
            }

            throw;
        }
    }

    public string Path { get; }

    /// <summary>Opens a database that is copied from or to, whatever its state.</summary>
    internal static SqliteDatabase OpenUnserved(string dataDirectory, StoreModules modules) => new(dataDirectory, modules, isServed: false);

    /// <summary>Opens a connection that may write. Only the writer and the checkpointer own one.</summary>
    internal SqliteConnection OpenWriter()
    {
        var connection = new SqliteConnection(_writeString);
        connection.Open();

        // Checkpoints run on their own connection: one inside the writer's commit would stall every waiting request.
        Execute(connection, """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA wal_autocheckpoint = 0;
            PRAGMA foreign_keys = ON;
            PRAGMA temp_store = MEMORY;
            PRAGMA cache_size = -32768;
            """);
        return connection;
    }

    /// <summary>A pooled read-only connection; it sees every commit that was answered before.</summary>
    public SqliteConnection OpenReader()
    {
        var connection = new SqliteConnection(_readString);
        return SqliteFaults.Guard(() =>
        {
            connection.Open();
            return connection;
        });
    }

    internal static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only constants of this assembly come here.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        using (var connection = new SqliteConnection(_readString))
        {
            SqliteConnection.ClearPool(connection);
        }

        _lock.Dispose();
    }

    private static void RefuseMoving(SqliteConnection connection, string dataDirectory)
    {
        using var command = connection.CreateCommand();
        command.CommandText = MoveMark.Refusing;
        using var reader = command.ExecuteReader();
        if (reader.Read())
        {
            throw MoveMark.Read(reader.GetString(0), reader.GetString(1)).Refusal(dataDirectory);
        }
    }

    private static void MakeFolder(string path)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path);
            }
            else
            {
                Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        catch (Exception exception) when (SqliteFaults.Reason(exception) is { } fault)
        {
            throw new StoreUnavailableException(fault, exception);
        }
    }

    // It holds personal data, so no other account of the machine may read it; SQLite gives its log and index beside it the same rights.
    private static void MakeFile(string path)
    {
        if (!OperatingSystem.IsWindows() && !System.IO.Path.Exists(path))
        {
            new FileStream(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }).Dispose();
        }
    }

    /// <summary>Makes the folder when it is missing, and holds it against every other process until the file is closed.</summary>
    internal static FileStream Hold(string dataDirectory)
    {
        MakeFolder(dataDirectory);
        try
        {
            return new FileStream(System.IO.Path.Combine(dataDirectory, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.None);
        }
        catch (Exception exception) when (SqliteFaults.Reason(exception) is { } fault)
        {
            throw new StoreUnavailableException(fault, exception);
        }
        catch (IOException exception)
        {
            throw new StoreInUseException(dataDirectory, exception);
        }
    }
}
