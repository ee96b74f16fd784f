namespace Hub.Storage.Sqlite;

/// <summary>
/// The last step of a restore: a checked store waits under a name of its own and takes the place. A restore that was cut off after
/// the check is finished by whoever opens the folder next, so that no hub ever starts empty beside a store that waits.
/// </summary>
internal static class PendingRestore
{
    public static string Ready(string dataDirectory) => Path.Combine(dataDirectory, "hub.db.restored");

    /// <summary>Where the store that was there before is kept.</summary>
    public static string Replaced(string dataDirectory) => Path.Combine(dataDirectory, "hub.db.replaced");

    /// <summary>The caller holds the folder's lock.</summary>
    public static void Finish(string dataDirectory)
    {
        var (ready, place, old) = (Ready(dataDirectory), Path.Combine(dataDirectory, "hub.db"), Replaced(dataDirectory));
        if (!File.Exists(ready))
        {
            return;
        }

        // The old log goes first: beside the new file SQLite would play it into it.
        File.Delete(place + "-shm");
        Keep(place + "-wal", old + "-wal");
        Keep(place, old);
        DurableFile.Rename(ready, place);
    }

    /// <summary>A kept store of an earlier restore, whose log must not end up beside another's file.</summary>
    public static void Forget(string dataDirectory)
    {
        File.Delete(Replaced(dataDirectory) + "-wal");
        File.Delete(Replaced(dataDirectory));
    }

    private static void Keep(string from, string to)
    {
        if (File.Exists(from))
        {
            DurableFile.Rename(from, to, overwrite: true);
        }
    }
}
