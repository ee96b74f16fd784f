using Hub.Core.Envelopes;
using Hub.Core.Steps;
using Hub.Core.Stores;
using Hub.Core.Trust;
using Hub.Storage.Modules;
using Microsoft.Data.Sqlite;

namespace Hub.Storage.Sqlite.Backup;

/// <summary>Puts a backup in a data folder, after it proved to be whole.</summary>
public static class SqliteRestore
{
    /// <summary>
    /// Copies the backup beside the place, checks it (checksum, pages, migrations, audit chain), writes into it that it was restored, and only
    /// then lets it take the place. A store that was there is kept as <c>hub.db.replaced</c>.
    /// </summary>
    /// <param name="force">Whether a folder that is not empty may be used.</param>
    /// <param name="entry">The audit line of the restore; its time must not lie before the backup's.</param>
    /// <exception cref="StoreInUseException">A hub runs on the folder.</exception>
    /// <exception cref="StoreOccupiedException">The folder is not empty.</exception>
    /// <exception cref="BrokenBackupException">The backup is not whole.</exception>
    /// <exception cref="StoreVersionException">The backup is from a newer hub.</exception>
    /// <exception cref="StoreUnavailableException">The disk is full, read-only or broken.</exception>
    public static StoreCopy Run(string file, string dataDirectory, StoreModules modules, bool force, AuditEntry entry, CancellationToken ct)
    {
        using var held = SqliteDatabase.Hold(dataDirectory);
        if (!force && Directory.EnumerateFileSystemEntries(dataDirectory).Any(path => Path.GetFileName(path) != SqliteDatabase.LockFile))
        {
            throw new StoreOccupiedException(
                $"Thư mục '{dataDirectory}' không trống: chọn thư mục khác hoặc thêm --force. / The folder '{dataDirectory}' is not empty: choose another, or add --force.");
        }

        var work = Path.Combine(dataDirectory, "hub.db.restoring");
        try
        {
            Bring(file, work);
            var copy = Prepare(file, work, modules, entry, ct);
            PendingRestore.Forget(dataDirectory);
            var (sha256, bytes) = DurableFile.Seal(work);
            DurableFile.Rename(work, PendingRestore.Ready(dataDirectory), overwrite: true);
            PendingRestore.Finish(dataDirectory);
            return copy with { File = Path.Combine(dataDirectory, "hub.db"), Bytes = bytes, Sha256 = sha256 };
        }
        catch (Exception exception) when (SqliteFaults.Reason(exception) is { } fault)
        {
            throw new StoreUnavailableException(fault, exception);
        }
        finally
        {
            File.Delete(work);
            File.Delete(work + "-journal");
        }
    }

    private static void Bring(string file, string work)
    {
        using (var source = File.OpenRead(file))
        using (var target = DurableFile.CreatePrivate(work))
        {
            source.CopyTo(target);
        }

        // Of the copy, so that what was checked is what will be used.
        if (File.Exists(file + SqliteBackup.ChecksumSuffix)
            && File.ReadAllText(file + SqliteBackup.ChecksumSuffix).Split(' ')[0] is var wanted
            && DurableFile.Seal(work).Sha256 is var found
            && !string.Equals(found, wanted.Trim(), StringComparison.OrdinalIgnoreCase))
        {
            throw CopyFile.Broken(("không khớp tệp .sha256 bên cạnh", "it differs from the .sha256 file beside it"), found);
        }
    }

    private static StoreCopy Prepare(string file, string work, StoreModules modules, AuditEntry entry, CancellationToken ct)
    {
        using var connection = CopyFile.Open(work, SqliteOpenMode.ReadWrite);
        CopyFile.CheckPages(connection);
        SqliteDatabase.Execute(connection, "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL;");
        Migrations.Apply(connection, modules.SqliteMigrations);
        var copy = CopyFile.Describe(connection, file, ct);
        if (copy.AuditBrokenAt is { } line)
        {
            throw CopyFile.Broken(("chuỗi nhật ký đứt", "its audit chain is broken"), $"audit {line}");
        }

        using var session = new SqliteSession(connection, new LaneSignals());
        session.Statement("BEGIN IMMEDIATE").Run();
        Doubt(session, entry.At);
        session.Audit(entry with { Detail = $"{copy.Events} events, the last {copy.LastEventAt:O}" });
        session.SealAudit();
        session.Statement("COMMIT").Run();
        return copy;
    }

    /// <summary>
    /// What was delivered after the backup is unknown to it. So everything that waits is doubtful, every partner must be asked before more is
    /// sent, and no event may get a number again that a reader of the feed has seen already.
    /// </summary>
    private static void Doubt(SqliteSession session, DateTimeOffset now)
    {
        session.Statement("UPDATE envelopes SET doubtful = 1 WHERE state < 2").Run();
        session.Statement("UPDATE partner_state SET doubt = MAX(doubt, ?), checked_at = NULL").Bind(1, PartnerState.MustAsk).Run();

        // Milliseconds run ahead of any centre's events, and a later restore gets a later start.
        session.Statement("UPDATE sqlite_sequence SET seq = MAX(seq, ?) WHERE name = 'events'").Bind(1, now.ToUnixTimeMilliseconds()).Run();
        session.Statement("INSERT INTO sqlite_sequence (name, seq) SELECT 'events', ? WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'events')")
            .Bind(1, now.ToUnixTimeMilliseconds()).Run();
    }
}
