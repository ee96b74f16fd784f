using Hub.Core.Stores;
using Microsoft.Data.Sqlite;

namespace Hub.Storage.Sqlite.Backup;

/// <summary>Copies the embedded store while a hub may be running on it.</summary>
public static class SqliteBackup
{
    /// <summary>Beside a backup, in the form that <c>sha256sum --check</c> reads.</summary>
    public const string ChecksumSuffix = ".sha256";

    /// <summary>
    /// Writes one moment of the store to a new file, checks the copy, and gives it its name only when it is whole and on the disk.
    /// </summary>
    /// <exception cref="StoreOccupiedException">The file exists.</exception>
    /// <exception cref="BrokenBackupException">The store itself is damaged.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot be read, or the disk of the copy is full.</exception>
    public static StoreCopy Write(string dataDirectory, string file, CancellationToken ct)
    {
        file = Path.GetFullPath(file);
        if (File.Exists(file) || Directory.Exists(file))
        {
            throw new StoreOccupiedException($"'{file}' đã có: một bản sao lưu không bao giờ bị ghi đè. / '{file}' exists: a backup is never overwritten.");
        }

        var part = file + ".part";
        try
        {
            DurableFile.CreatePrivate(part).Dispose();
            CopyFile.Take(Path.Combine(dataDirectory, "hub.db"), part, ct);
            StoreCopy copy;
            using (var connection = CopyFile.Open(part, SqliteOpenMode.ReadOnly))
            {
                CopyFile.CheckPages(connection);
                copy = CopyFile.Describe(connection, file, ct);
            }

            var (sha256, bytes) = DurableFile.Seal(part);

            // A checksum without its file harms nobody; a file without its checksum might.
            DurableFile.WriteText(part + ChecksumSuffix, $"{sha256}  {Path.GetFileName(file)}\n");
            DurableFile.Rename(part + ChecksumSuffix, file + ChecksumSuffix, overwrite: true);
            DurableFile.Rename(part, file);
            return copy with { Sha256 = sha256, Bytes = bytes };
        }
        catch (SqliteException exception) when (SqliteFaults.Reason(exception) is { } fault)
        {
            throw new StoreUnavailableException(fault, exception);
        }
        finally
        {
            File.Delete(part);
            File.Delete(part + ChecksumSuffix);
        }
    }
}
