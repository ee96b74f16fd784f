using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Hub.ContractTests.Sqlite;

/// <summary>Counts what SQLite does in this process: steps of its virtual machine, by database file. Every row that is passed over costs some.</summary>
internal static class SqliteSteps
{
    private const uint Profile = 2;
    private const int VirtualMachineSteps = 4;
    private static readonly ConcurrentDictionary<string, long> Counted = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<nint, string> Files = new();

    // Kept, so that what the library calls stays where it is.
    private static readonly Opened OnOpened = Open;
    private static readonly Finished OnFinished = Finish;
    private static readonly Lazy<int> Begun = new(() => AutoExtension(Marshal.GetFunctionPointerForDelegate(OnOpened)));

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Opened(nint database, nint error, nint routines);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Finished(uint what, nint context, nint statement, nint nanoseconds);

    /// <summary>From now on connections are counted, as they are opened.</summary>
    public static void Begin() => _ = Begun.Value;

    public static long Of(string file) => Counted.GetValueOrDefault(file);

    private static int Open(nint database, nint error, nint routines)
    {
        Files[database] = Marshal.PtrToStringUTF8(FileName(database, "main")) ?? "";
        return Trace(database, Profile, Marshal.GetFunctionPointerForDelegate(OnFinished), database);
    }

    private static int Finish(uint what, nint context, nint statement, nint nanoseconds)
    {
        Counted.AddOrUpdate(Files[context], _ => Status(statement, VirtualMachineSteps, 1), (_, before) => before + Status(statement, VirtualMachineSteps, 1));
        return 0;
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_auto_extension", CallingConvention = CallingConvention.Cdecl)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int AutoExtension(nint opened);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_trace_v2", CallingConvention = CallingConvention.Cdecl)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Trace(nint database, uint mask, nint finished, nint context);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_stmt_status", CallingConvention = CallingConvention.Cdecl)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Status(nint statement, int counter, int reset);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_db_filename", CallingConvention = CallingConvention.Cdecl)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint FileName(nint database, [MarshalAs(UnmanagedType.LPUTF8Str)] string name);
}
