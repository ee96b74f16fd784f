using Hub.Core;
using Hub.Core.Stores;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static Hub.Storage.Sqlite.SqliteRows;

namespace Hub.Storage.Sqlite.Backup;

/// <summary>A copy of a store in one file that no hub has open.</summary>
internal static class CopyFile
{
    private const int PagesAtOnce = 4096;

    public static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ToString());
        return SqliteFaults.Guard(() =>
        {
            connection.Open();
            return connection;
        });
    }

    /// <summary>Copies one moment of a store that may be in use. Writers go on meanwhile; only their log cannot be emptied.</summary>
    public static void Take(string from, string to, CancellationToken ct)
    {
        using var source = Open(from, SqliteOpenMode.ReadOnly);
        using var target = Open(to, SqliteOpenMode.ReadWrite);

        // One read transaction: what is committed meanwhile neither shows nor makes the copy begin again.
        SqliteDatabase.Execute(source, "BEGIN; SELECT COUNT(*) FROM sqlite_master;");
        using (var backup = raw.sqlite3_backup_init(target.Handle, "main", source.Handle, "main"))
        {
            int code;
            do
            {
                ct.ThrowIfCancellationRequested();
                code = raw.sqlite3_backup_step(backup, PagesAtOnce);
            }
            while (code == raw.SQLITE_OK);
            if (code != raw.SQLITE_DONE)
            {
                throw new SqliteException(raw.sqlite3_errstr(code).utf8_to_string(), code);
            }
        }

        SqliteDatabase.Execute(source, "COMMIT");

        // Without this the copy would want a log of its own beside it as soon as anybody looks into it.
        SqliteDatabase.Execute(target, "PRAGMA journal_mode = DELETE");
    }

    /// <exception cref="BrokenBackupException">The file is no store, or a page of it is damaged.</exception>
    public static void CheckPages(SqliteConnection connection)
    {
        try
        {
            using var command = Command(connection, "PRAGMA integrity_check(5)");
            var found = Read(command, r => r.GetString(0));
            if (found is not ["ok"])
            {
                throw Broken(("kiểm tra toàn vẹn thất bại", "the integrity check fails"), string.Join("; ", found));
            }

            using var tables = Command(connection, "SELECT COUNT(*) FROM sqlite_master WHERE name IN ('migrations', 'events', 'audit')");
            if ((long)Scalar(tables)! != 3)
            {
                throw Broken(("không phải kho dữ liệu của hub", "it is no store of a hub"), connection.DataSource);
            }
        }
        catch (Exception damaged) when (SqliteFaults.Translate(damaged) is StoreUnavailableException { Fault: StoreFault.Damaged })
        {
            throw Broken(("không phải kho dữ liệu, hoặc đã hỏng", "it is no store, or it is damaged"), damaged.GetBaseException().Message);
        }
    }

    public static StoreCopy Describe(SqliteConnection connection, string file, CancellationToken ct)
    {
        using var version = Command(connection, "SELECT MAX(number) FROM migrations");
        using var events = Command(connection, "SELECT COUNT(*) FROM events");
        using var last = Command(connection, "SELECT received_at FROM events ORDER BY seq DESC LIMIT 1");
        return new StoreCopy(file, 0, "", (int)(long)Scalar(version)!, (long)Scalar(events)!, SqliteTime.To(Scalar(last) as long?), AuditCheck.FirstBroken(connection, ct));
    }

    public static BrokenBackupException Broken(Bilingual text, string found) =>
        new($"Bản sao lưu không dùng được: {text.Vi} [{found}]. / The backup cannot be used: {text.En} [{found}].");
}

/// <summary>What is known of a copy of a store, once it was checked.</summary>
/// <param name="File">Where the copy lies.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Of the whole file, lower-case hexadecimal.</param>
/// <param name="Version">Number of the newest migration in it.</param>
/// <param name="Events">Events in it.</param>
/// <param name="LastEventAt">When its newest event was stored; null when it has none.</param>
/// <param name="AuditBrokenAt">Number of the first audit line that is broken or missing; null when the chain holds.</param>
public sealed record StoreCopy(string File, long Bytes, string Sha256, int Version, long Events, DateTimeOffset? LastEventAt, long? AuditBrokenAt);
