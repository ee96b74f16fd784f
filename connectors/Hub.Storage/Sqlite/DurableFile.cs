using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Storage.Sqlite;

/// <summary>Files that survive a power cut: flushed before they get their name, and the folder flushed after.</summary>
internal static class DurableFile
{
    private const int ReadOnly = 0;

    /// <summary>An empty file that only its owner may read; a copy of the store is personal data.</summary>
    public static FileStream CreatePrivate(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    public static void WriteText(string path, string text)
    {
        using var file = CreatePrivate(path);
        file.Write(Encoding.UTF8.GetBytes(text));
        file.Flush(flushToDisk: true);
    }

    /// <summary>Flushes a finished file to the disk and reads it once more.</summary>
    /// <returns>Its SHA-256, lower-case hexadecimal, and its length.</returns>
    public static (string Sha256, long Bytes) Seal(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        file.Flush(flushToDisk: true);
        return (Convert.ToHexStringLower(SHA256.HashData(file)), file.Length);
    }

    /// <summary>Gives a file its name for good.</summary>
    public static void Rename(string from, string to, bool overwrite = false)
    {
        File.Move(from, to, overwrite);
        FlushFolder(Path.GetDirectoryName(Path.GetFullPath(to))!);
    }

    // A new name lives in the folder, and a folder is flushed like a file; the framework opens no folders.
    private static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var folder = Open([.. Encoding.UTF8.GetBytes(path), 0], ReadOnly);
        if (folder < 0)
        {
            throw new IOException($"{path}: errno {Marshal.GetLastPInvokeError()}");
        }

        var isFlushed = Flush(folder) == 0;
        _ = Close(folder);
        if (!isFlushed)
        {
            throw new IOException($"{path}: fsync");
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Flush(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
